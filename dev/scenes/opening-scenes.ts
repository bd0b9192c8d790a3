import type { SlotKeyPair } from '../../cloudfunctions/platform/ballots/credential-keys';
import { type KeyFile, makeKey } from '../observer/key-file';
import { openRatings } from '../observer/open-ratings';
import { makeShares, type ShareFile } from '../observer/share-file';
import { type BoxFile, boxFile } from '../recount/box-schema';
import { liveScans, question } from './hall-scenes';
import { seedKeys } from './keys';
import { guest, WHO } from './people';
import { plan } from './session-scenes';
import type { Stage } from './stage';

const { office, observer, admin } = WHO;
const MINUTE = 60_000;
/** Observers beside the one of the cast; members of the college to the end (account-scenes, case-scenes). */
const ELECTED = [6, 7];
const RATERS = [guest(0), guest(1)];

/** The last session: three observers hold the keys to its ratings, and two of them open these. */
export async function liveOpening(stage: Stage, pairs: readonly SlotKeyPair[]): Promise<void> {
  const keys = await registerKeys(stage);
  const sessionId = await liveShortSession(stage, pairs);
  const survey = `${sessionId}.1`;
  await stage.give(office, 'survey.close', { sessionId, reason: '提前截止' });
  const box = await fetchBox(stage, survey);
  const openers = [...keys].slice(0, 2);
  const { counts } = openRatings(
    box,
    openers.map(([, key]) => sharesOf(box, key)),
  );
  for (const [openid] of openers) await stage.give(openid, 'survey.confirmOpening', { survey, counts });
  await stage.goOn(stage.cloud.clock.now() + MINUTE);
}

/** The rule is switched on, and each observer registers the own key. */
async function registerKeys(stage: Stage): Promise<Map<string, KeyFile>> {
  const { version } = await stage.give(admin, 'account.rulebook', {});
  await stage.give(admin, 'account.changeRule', {
    version,
    change: { path: 'survey.areOpenedByObservers', value: 1 },
    reason: '评价由观察员开封',
  });
  for (const index of ELECTED)
    await stage.give(admin, 'account.grantRole', {
      personId: `p-guest-${index}`,
      grant: { role: 'observer' },
      reason: '推选产生',
    });
  const keys = new Map([observer, ...ELECTED.map(guest)].map((openid) => [openid, makeKey()]));
  for (const [openid, { publicKey }] of keys)
    await stage.give(openid, 'survey.registerClosingKey', { publicKey, label: '学生会' });
  return keys;
}

/** Two come, one question is answered, both rate it. */
async function liveShortSession(stage: Stage, pairs: readonly SlotKeyPair[]): Promise<string> {
  const { startsAt } = await stage.give(office, 'session.propose', {});
  const { sessionId } = await stage.give(office, 'session.create', { startsAt, reason: '', plan });
  await seedKeys(stage.cloud, sessionId, pairs);
  await stage.give(office, 'session.publishPreview', { sessionId });
  await stage.goOn(startsAt - 25 * MINUTE);
  const phones = await liveScans(stage, sessionId, RATERS);
  await stage.goOn(startsAt + MINUTE);
  await stage.give(office, 'hall.open', { sessionId });
  await stage.give(office, 'hall.addQuestion', { sessionId, question: question({}) });
  await stage.give(office, 'hall.close', { sessionId });
  const { version, findings } = await stage.give(office, 'hall.draftMinutes', { sessionId });
  const kept = findings.map(({ id }) => id);
  await stage.give(office, 'hall.publishMinutes', { sessionId, version, kept });
  await stage.give(office, 'survey.open', { sessionId });
  const { survey } = await stage.give(RATERS[0] ?? '', 'survey.get', { sessionId });
  if (!survey?.closing) throw new Error('no survey under the keys of observers');
  for (const phone of phones)
    for (const { slot } of survey.items)
      await stage.post('ballot', phone.ballot(survey.survey, slot, 'satisfied', survey.closing.keys));
  return sessionId;
}

async function fetchBox(stage: Stage, survey: string): Promise<BoxFile> {
  let text = '';
  for (let part = 0, parts = 1; part < parts; part++) {
    const piece = await stage.give(observer, 'survey.sealedBox', { survey, part });
    parts = piece.parts;
    text += piece.text;
  }
  return boxFile.parse(JSON.parse(text));
}

/** @throws Error when the key is none of the box's three */
function sharesOf(box: BoxFile, key: KeyFile): ShareFile {
  const shares = makeShares(box, key);
  if (!shares) throw new Error('not a key of this box');
  return shares;
}
