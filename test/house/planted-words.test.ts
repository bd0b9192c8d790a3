import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import * as z from 'zod';
import { type Action, contract } from '../../cloudfunctions/contract';
import { live, START } from '../../dev/scenes/live';
import { Stage, sceneEnvironment } from '../../dev/scenes/stage';
import { type Product, seedPeople, startProduct } from '../cloud';
import { person } from '../survey/thursday';
import { openEveryDoor } from './open-doors';

// A college lives a month by every command there is, and each time somebody's name is written into every field that takes
// words; what is refused for the name is given without it. Then every door that is open to anybody is opened. What comes
// out with the name in it has passed no gate: a field that is new tomorrow is tried as well.

const NAME = '陆昭远';
/** Findable as the roster knows the name, and short enough for the shortest field. */
const planted = (at: number) => `${NAME}〔${at}〕`;
const PLANTED = new RegExp(`，?${NAME}〔(\\d+)〕`, 'g');
const HAN = /\p{Script=Han}/u;

/** The names of departments and topics are published on purpose; who is bound or released is told by the very name. */
const NOT_PLANTED: readonly string[] = [
  'account.bind.name',
  'account.release.name',
  'account.release.reason',
  'account.saveDepartment.headName',
  'account.saveDepartment.name',
  'case.saveTopics.categories.name',
  'case.saveTopics.topics.name',
];
/** Forms of an input that no scene gives: another test plants there, or the field is one of a group that is reached. */
const NOT_REACHED: readonly string[] = [
  'account.changeRule.change.breaks.name',
  'account.grantRole.grant.title',
  'account.importRoster.xlsx',
  'case.several.order.reason',
  'hall.call.approval.title',
  'hall.decideSeat.as.reason',
  'hall.deskCheckIn.entries.told.name',
  'hall.deskCheckIn.entries.told.unit',
  'hall.settleUnmatched.as.name',
  'hall.settleUnmatched.as.unit',
];
/**
 * The minutes of the scenes are published with all that was found, looked at and kept. Whoever sits at the table in office
 * is said by name and office.
 */
const RELEASED =
  /^hall\.(addQuestion|saveMinutes|saveQuestion|setPresent\.person)\..* → (hall\.minutes|survey\.get|portal\/(minutes|questions|sessions).*)$/;
/** Ids, addresses, codes and texts that are not read by people. */
const NO_WORDS =
  /(Id|Ids|^id|phone|code|number|seed|[uU]rl|path|base64|blinded|csv|publicKey|digest|selector|kept)$/i;

const answer = z
  .object({ ok: z.boolean(), error: z.object({ code: z.string() }).loose().optional() })
  .loose();

type Path = readonly string[];
const isPlace = (part: string) => /^\d+$/.test(part);
const fieldOf = (action: Action, path: Path) => [action, ...path.filter((part) => !isPlace(part))].join('.');

/** The fields of an input that take words. */
function fieldsOf(schema: z.core.$ZodType, path: Path = []): Path[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return fieldsOf(schema.def.innerType as z.core.$ZodType, path);
  if (schema instanceof z.ZodPipe) return fieldsOf(schema.def.in, path);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([key, part]) =>
      fieldsOf(part, [...path, key]),
    );
  if (schema instanceof z.ZodArray) return fieldsOf(schema.element, path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldsOf(option, path));
  return z.safeParse(schema, planted(0)).success && !NO_WORDS.test(path.at(-1) ?? '') ? [path] : [];
}

/** The places of an input in which Chinese words stand. */
function textsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return HAN.test(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => textsOf(part, [...path, key]));
}

function put(value: unknown, [key, ...rest]: Path, change: (text: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((part, at) => (String(at) === key ? put(part, rest, change) : part));
  if (typeof value !== 'object' || value === null) return value;
  const part = Object.entries(value).find(([name]) => name === key)?.[1];
  return { ...value, [key]: put(part, rest, change) };
}

/** The fields for words that were left out or are empty. */
const emptyOf = (action: Action, input: unknown): Path[] =>
  fieldsOf(contract[action].input).flatMap((path) => emptyAt(input, path));

function emptyAt(value: unknown, path: Path, before: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((part, at) => emptyAt(part, path, [...before, `${at}`]));
  const [key, ...rest] = path;
  if (key === undefined) return value ? [] : [before];
  const parent = z.looseObject({}).safeParse(value);
  return parent.success ? emptyAt(parent.data[key], rest, [...before, key]) : [];
}

/** Without marks that came back with what was read. */
const unmarked = (input: unknown): unknown => JSON.parse(JSON.stringify(input).replace(PLANTED, ''));

class Planting extends Stage {
  /** A mark is the place of its field. */
  readonly fields: string[] = [];
  readonly taken = new Set<string>();
  readonly held = new Set<string>();
  /** Commands that let findings stand, and were taken without saying so. */
  readonly unlooked = new Set<string>();

  protected override async ask(openid: string, action: Action, requestId: string, input: unknown) {
    const plain = unmarked(input);
    if (contract[action].kind !== 'command') return super.ask(openid, action, requestId, plain);
    const given = textsOf(plain);
    const emptyToo = [...given, ...emptyOf(action, plain)];
    // What was left out may not be said here; then what was said is tried alone.
    const said =
      (await this.plant(openid, action, plain, emptyToo)) ??
      (emptyToo.length > given.length ? await this.plant(openid, action, plain, given) : undefined);
    return said ?? super.ask(openid, action, requestId, plain);
  }

  /** The answer of the command with marks, when it is taken. */
  private async plant(openid: string, action: Action, plain: unknown, paths: readonly Path[]) {
    const { marked, names } = this.marked(action, plain, paths);
    const hasKept = z.looseObject({ kept: z.array(z.unknown()).nonempty() }).safeParse(plain).success;
    if (names.length === 0 && !hasKept) return;
    const said = await super.ask(
      openid,
      action,
      randomUUID(),
      hasKept ? put(marked, ['kept'], () => []) : marked,
    );
    const { ok, error } = answer.parse(said);
    for (const name of names)
      if (ok) this.taken.add(name);
      else if (error?.code === 'redaction_open') this.held.add(name);
    if (ok && hasKept) this.unlooked.add(action);
    return ok ? said : undefined;
  }

  private marked(
    action: Action,
    input: unknown,
    paths: readonly Path[],
  ): { marked: unknown; names: string[] } {
    const names: string[] = [];
    let marked = input;
    for (const path of paths) {
      const name = fieldOf(action, path);
      if (NOT_PLANTED.includes(name)) continue;
      const at = this.fields.includes(name) ? this.fields.indexOf(name) : this.fields.push(name) - 1;
      const fitting = [(text: unknown) => (text ? `${text}，${planted(at)}` : planted(at)), () => planted(at)]
        .map((change) => put(marked, path, change))
        .find((tried) => contract[action].input.safeParse(tried).success);
      if (fitting === undefined) continue;
      marked = fitting;
      names.push(name);
    }
    return { marked, names };
  }

  /** The stores before the commands are of no use here. */
  protected override keep() {}
}

/** Everything in which words can be written, once each. */
const WORDS = [
  ...new Set(
    (Object.keys(contract) as Action[])
      .filter((action) => contract[action].kind === 'command')
      .flatMap((action) => fieldsOf(contract[action].input).map((path) => fieldOf(action, path))),
  ),
];

let product: Product;
let stage: Planting;
beforeAll(async () => {
  product = await startProduct({ isEmpty: true, now: START, env: sceneEnvironment() });
  await seedPeople(product.cloud, [person('o-lu', NAME)]);
  stage = new Planting(product.cloud, tmpdir(), tmpdir());
  await live(stage);
  for (let run = 0; run < 2; run++) await product.cloud.tick('jobs');
});
afterAll(() => product.stop());

test('words are planted in every field but those that say why not', () => {
  const reached = new Set([...stage.taken, ...stage.held]);
  expect(WORDS.filter((field) => !reached.has(field)).sort()).toEqual(
    [...NOT_PLANTED, ...NOT_REACHED].sort(),
  );
});

test('no words with a name in them reach anybody, unless somebody has looked at them', async () => {
  const out = new Set<string>();
  await openEveryDoor(product, (door, said) => {
    for (const [, mark = ''] of JSON.stringify(said).matchAll(PLANTED))
      out.add(`${stage.fields[Number(mark)]} → ${door}`);
  });
  expect([...out].filter((way) => !RELEASED.test(way)).sort()).toEqual([]);
  // Some did come out by a decision: the doors were open, and the marks can be seen there.
  expect(out.size).toBeGreaterThan(20);
});

test('what was found in them stops whoever would let it stand without a word', () => {
  expect(stage.held.size).toBeGreaterThan(30);
  expect([...stage.unlooked]).toEqual([]);
});
