import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { contract } from '../../cloudfunctions/contract';
import { DAY_MS } from '../../cloudfunctions/core/rules/calendar';
import { liveAccounts, livePasses } from './account-scenes';
import { liveCases, liveLeaver, liveRecurring } from './case-scenes';
import { liveHall } from './hall-scenes';
import { sceneKeys } from './keys';
import { liveOpening } from './opening-scenes';
import { seedPeople, WHO } from './people';
import { liveBookings, liveNextSession } from './session-scenes';
import { copyStore, type Scene, Stage, type StageOptions, scene, startStage } from './stage';
import { liveSurvey } from './survey-scenes';

/** 20 November 2026, 10:00 in Shanghai: two weeks before the first Thursday of December. */
export const START = Date.UTC(2026, 10, 20, 2);
const MINUTE = 60_000;

const scenesFile = z.object({
  scenes: z.array(scene),
  known: z.record(z.string(), z.array(z.string())),
  end: z.object({ folder: z.string(), now: z.number() }),
});
export interface Scenes {
  /** One for each command of the contract, and for the two boxes, in the order in which they were given. */
  scenes: Scene[];
  /** Ids, codes and numbers that inputs may name, by the name of their field. */
  known: Record<string, string[]>;
  /** The store at the end of it all. */
  end: Pick<Scene, 'folder' | 'now'>;
}

const FILE = 'scenes.json';

/** What `liveScenes` left in a folder, wherever that folder has been moved to. */
export function readScenes(folder: string): Scenes {
  const { scenes, known, end } = scenesFile.parse(JSON.parse(readFileSync(path.join(folder, FILE), 'utf8')));
  const inside = <T extends { folder: string }>(moment: T): T => ({
    ...moment,
    folder: path.join(folder, moment.folder),
  });
  return { scenes: scenes.map(inside), known, end: inside(end) };
}

/**
 * Lives a month of a small college by the commands of its people, and leaves in `out` the store as it was before the
 * first of each kind. Whoever adds a command to the contract adds it to a chapter here: nothing else knows what a
 * command needs to succeed.
 *
 * @throws Error when a command is refused, or none of its kind is given
 */
export async function liveScenes(out: string, options: StageOptions): Promise<Scenes> {
  mkdirSync(out, { recursive: true });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'scenes-'));
  const cloud = await startStage(dataDir, START, options);
  const stage = new Stage(cloud, dataDir, out);
  try {
    await live(stage);
    const missing = Object.entries(contract)
      .filter(([action, { kind }]) => kind === 'command' && !stage.scenes.some(({ name }) => name === action))
      .map(([action]) => action);
    if (missing.length > 0) throw new Error(`no scene gives ${missing.join(', ')}`);
    const end = { folder: 'end', now: cloud.clock.now() };
    copyStore(cloud, dataDir, path.join(out, end.folder));
    const known = Object.fromEntries(Array.from(stage.known, ([field, values]) => [field, [...values]]));
    const lived: Scenes = { scenes: stage.scenes, known, end };
    writeFileSync(path.join(out, FILE), JSON.stringify(lived));
    return readScenes(out);
  } finally {
    await cloud.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The month itself, given by a stage; `liveScenes` keeps what was before each command. */
export async function live(stage: Stage): Promise<void> {
  const { cloud } = stage;
  await seedPeople(cloud);
  const pairs = await sceneKeys();
  await liveAccounts(stage);
  await livePasses(stage, pairs);
  await liveCases(stage);
  const sessionId = await liveBookings(stage, pairs);
  await stage.goOn(cloud.clock.now() + DAY_MS, 2);
  const { office, lin } = WHO;
  const { deliveries } = await stage.give(office, 'announcement.deliveries', { state: 'unwanted' });
  await stage.give(office, 'announcement.retry', { deliveryId: deliveries[0]?.id ?? '' });
  await stage.give(lin, 'announcement.read', { upTo: cloud.clock.now() });
  const phones = await liveHall(stage, sessionId);
  await liveSurvey(stage, sessionId, phones);
  await stage.goOn(cloud.clock.now() + MINUTE);
  await liveNextSession(stage, pairs);
  await liveRecurring(stage);
  await liveLeaver(stage);
  await stage.give(office, 'report.makeLedger', {
    ledgerId: 'ledger-of-the-scenes',
    from: START - 30 * DAY_MS,
    to: cloud.clock.now() + DAY_MS,
  });
  await stage.goOn(cloud.clock.now() + MINUTE, 2);
  await liveOpening(stage, pairs);
}
