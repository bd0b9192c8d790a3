import '../booking/sdk-environment';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BallotShard } from '../../cloudfunctions/core/survey/ballot-box';
import { collection, find, put } from '../../cloudfunctions/platform/database/store';
import { type KeyFile, makeKey } from '../../dev/observer/key-file';
import { openRatings } from '../../dev/observer/open-ratings';
import { makeShares, type ShareFile } from '../../dev/observer/share-file';
import { type BoxFile, boxFile } from '../../dev/recount/box-schema';
import { recountCommand } from '../../dev/recount/command';
import { ballotText } from '../../miniprogram/ballot/caster';
import { readSlotKey } from '../../miniprogram/ballot/public-key';
import { countsLine } from '../../miniprogram/shared/opening-counts';
import { templateOf } from '../announcement/crowd';
import { reach } from '../booking/inside';
import type { TestPhone } from '../browser';
import { cast, seedPeople } from '../cloud';
import { step } from '../story';
import { Phone, post } from '../survey/phone';
import { seedKeys } from '../survey/slot-keys';
import { add, closeAndPublish, person, question, seedGuests } from '../survey/thursday';
import { previewPlan, type Stage, startStage } from './stage';

/**
 * A survey under the keys of observers, by the pages of a rater and of two observers: one ballot of the rater is taken out of
 * the box before the seal. Two observers open the ratings; the rater shows what the box signed; who checks it, finds it.
 */
const GUESTS = 10;
const shards = collection<BallotShard>('ballots');
const folder = mkdtempSync(path.join(tmpdir(), 'opening-'));
const keys = { 'p-pan': makeKey(), union: makeKey(), staff: makeKey() };
const SHOTS = process.env.SHOTS;

let stage: Stage;
let sessionId: string;
let survey: string;
let guests: Phone[];
let rater: TestPhone;
let pan: TestPhone;
let union: TestPhone;
let box: BoxFile;
let shares: ShareFile[];
let lostId: string;
let receipt: string;

const office = () => stage.product.as('p-wu');
const shot = async (phone: TestPhone, name: string) => {
  if (SHOTS) await phone.screenshot(path.join(SHOTS, `${name}.png`));
};
const keysPage = { page: 'packages/survey/keys/keys' };

const start = step('a session whose ratings three observers will open; two have their keys', [], async () => {
  stage = await startStage({ now: Date.parse('2026-12-03T15:35:00+08:00') });
  reach(stage.product.cloud);
  await stage.product.as('p-shen').call('account.changeRule', {
    version: 1,
    change: { path: 'survey.areOpenedByObservers', value: 1 },
    reason: '评价由观察员开封',
  });
  ({ sessionId } = await office().call('session.create', { reason: '', plan: previewPlan(2) }));
  survey = `${sessionId}.1`;
  await office().call('session.publishPreview', { sessionId });
  await seedKeys(stage.product, sessionId);
  guests = (await seedGuests(stage.product, GUESTS)).map((openid) => new Phone(stage.product, openid));
  await seedPeople(
    stage.product.cloud,
    ['union', 'staff'].map((id) => ({
      ...person(id, id, [{ role: 'observer' }]),
      openid: `openid-of-${id}`,
    })),
  );
  for (const who of ['union', 'staff'] as const)
    await stage.product.as(`openid-of-${who}`).call('survey.registerClosingKey', {
      publicKey: keys[who].publicKey,
      label: who === 'union' ? '学生会' : '工会',
    });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await stage?.stop();
});
afterEach(() => {
  const phones = [rater, pan, union].filter(Boolean);
  expect(phones.flatMap(({ errors }) => errors.splice(0))).toEqual([]);
});

const registered = step('the third observer registers a key by the page', [start], async () => {
  pan = await stage.open('p-pan', keysPage);
  await pan.see('还差 1 把公钥');
  await pan.fill('代表', '纪检办');
  await pan.fill('粘贴公钥', 'abc');
  await pan.tap('登记公钥');
  await pan.see('公钥应是完整的一行');
  await pan.fill('粘贴公钥', keys['p-pan'].publicKey);
  await pan.tap('登记公钥');
  // WeChat asks inside the tap: who holds a key is told on the phone when ratings wait.
  await pan.tap('允许');
  await pan.see('请三位当面念出号码');
});

const inside = step(
  'the rater comes by the desk and fetches credentials; the hall fills',
  [start],
  async () => {
    const entry = { entryId: 'desk-0000-0001', personId: 'p-lin', ageMs: 0 };
    await office().call('hall.deskCheckIn', { sessionId, entries: [entry] });
    rater = await stage.open('p-lin');
    await rater.tap('你已签到');
    await rater.tap('领取评价凭证');
    await rater.see('评价凭证已存进这部手机');
    for (const guest of guests) await guest.checkIn(sessionId);
  },
);

const rated = step(
  'whoever was there rates; the phone seals what its rater chose',
  [registered, inside],
  async () => {
    await office().call('hall.open', { sessionId });
    for (const title of ['图书馆延长开放', '宿舍热水'])
      await add(stage.product, sessionId, question({ title }));
    await closeAndPublish(stage.product, sessionId);
    await office().call('survey.open', { sessionId });
    const { survey: view } = await stage.product.as('guest-0').call('survey.get', { sessionId });
    const closing = (view?.closing?.keys ?? []).map((key, at) => readSlotKey(at, key));
    for (const guest of guests)
      for (const slot of [0, 1]) {
        const secret = new Uint8Array(randomBytes(32));
        if (!guest.wallet) throw new Error('no wallet');
        const ballot = ballotText(survey, guest.wallet, slot, 'satisfied', 1, { keys: closing, secret });
        expect(await post(stage.product, ballot)).toBe('counted');
      }
    const before = new Set(await ballotIds());
    await stage.reopen(rater, 'p-lin', { page: `packages/dialogue/rate/rate?id=${sessionId}` });
    await rater.tap('开始评价');
    await rater.see('第 1 题，共 2 题');
    await rater.tap('不满意');
    await rater.see('第 2 题，共 2 题');
    await rater.tap('满意');
    await rater.tap('送出 2 张评价票');
    await rater.see('都进了票箱');
    const own = (await ballotIds()).filter((id) => !before.has(id));
    expect(own).toHaveLength(2);
    lostId = own[0] ?? '';
  },
);

const sealed = step(
  'somebody who can write to the box takes one of them out; the box is sealed',
  [rated],
  async () => {
    await takeOut(lostId);
    await office().call('survey.close', { sessionId, reason: '提前结束' });
    await stage.product.cloud.tick('jobs');
    await stage.reopen(pan, 'p-pan', keysPage);
    await pan.see('已封箱，等待开封');
    await stage.product.cloud.weixin.settled();
    expect(sentTo('p-pan').map(({ templateId }) => templateId)).toContain(templateOf('box_waits'));
    await pan.tap('下载第 1 期封存的评价');
    await pan.tap('允许');
    await pan.see('下载完成');
    box = await fetchBox('p-pan');
    expect(box.slots.flatMap(({ ballots }) => ballots)).toHaveLength(2 * GUESTS + 1);
  },
);

const opened = step(
  'two observers, each with the own key, come to the same counts and open it',
  [sealed],
  async () => {
    shares = [keys['p-pan'], keys.union].map((key) => sharesOf(key));
    const { counts } = openRatings(box, shares);
    const line = countsLine(survey, counts);
    await pan.fill('粘贴计数', '抄错的一行');
    await pan.tap('确认第 1 期的计数');
    await pan.see('请粘贴开封程序给出的完整一行');
    await pan.fill('粘贴计数', line);
    await pan.tap('确认第 1 期的计数');
    await pan.see('还需要另一位得出同样的计数');
    union = await stage.open('union', keysPage);
    await union.fill('粘贴计数', line);
    await union.tap('确认第 1 期的计数');
    await union.see('已开封');
    await stage.reopen(pan, 'p-pan', keysPage);
    await pan.see('已开封');
  },
);

const complained = step(
  'the rater misses a ballot, and copies what the box signed for it',
  [opened],
  async () => {
    await office().call('survey.announce', { sessionId });
    await stage.product.cloud.tick('jobs');
    await stage.reopen(rater, 'p-lin', { page: 'packages/dialogue/verify/verify' });
    await rater.see('送出 2 张，名单里找到 1 张');
    await rater.tap('第 1 期：票不见了怎么办');
    await rater.see('票箱签收过、名单里没有的 1 张');
    await shot(rater, 'evidence');
    await rater.tap('复制回执');
    receipt = (await rater.page.locator('.evidence__text').innerText()).trim();
    expect(receipt).toContain(lostId);
    // What is shown says neither what was rated nor how, and what is kept does not say how.
    expect(receipt).not.toMatch(/satisfied|图书馆|宿舍热水/);
    expect(await rater.page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain('satisfied');
  },
);

const checked = step(
  'an observer pastes the receipt and sees that it is evidence',
  [complained],
  async () => {
    await stage.reopen(pan, 'p-pan', { page: `packages/survey/box/box?id=${sessionId}` });
    await pan.tap('有人的票不见了：核对回执');
    await pan.fill('粘贴回执', receipt.slice(0, -3));
    await pan.tap('核对');
    await pan.see('这不是一段完整的回执');
    await pan.fill('粘贴回执', receipt.replace(lostId, `${'0'.repeat(8)}${lostId.slice(8)}`));
    await pan.tap('核对');
    await pan.see('签名不是票箱签的');
    await pan.fill('粘贴回执', receipt);
    await pan.tap('核对');
    await pan.see('签名是真的，名单里没有这张票');
    await pan.see(lostId);
    await shot(pan, 'receipt');
  },
);

step(
  'the recount holds with everything that was published, and the receipt is what it cannot explain',
  [checked],
  async () => {
    await stage.reopen(pan, 'p-pan', { page: `packages/survey/box/box?id=${sessionId}` });
    await pan.tap('下载第 1 期票箱');
    await pan.see('下载完成');
    const command = (await pan.page.locator('.command').innerText()).trim();
    const fetched = await fetchBox('p-pan');
    const args = command.replace(/^node recount\.mjs /, '').split(/\s+/);
    for (const [name, content] of [
      [args[0] ?? '', fetched],
      ['opening.json', await published(`/opening/${survey}`)],
      ['counted.json', await published(`/counted/${survey}`)],
      ['shares-1.json', shares[0]],
      ['shares-2.json', shares[1]],
    ] as const)
      writeFileSync(path.join(folder, name), JSON.stringify(content));
    writeFileSync(path.join(folder, 'receipt.txt'), receipt);
    const inFolder = args.map((word) => (word.endsWith('.json') ? path.join(folder, word) : word));
    const withShares = [
      ...inFolder,
      ...['shares-1.json', 'shares-2.json'].flatMap((name) => ['--shares', path.join(folder, name)]),
    ];
    const print = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    try {
      expect(recountCommand(withShares)).toBe(0);
      expect(recountCommand([...withShares, '--receipt', path.join(folder, 'receipt.txt')])).toBe(1);
      expect(String(print.mock.lastCall?.[0])).toContain(
        `receipt: ballot ${lostId.slice(0, 12)}…: the box signed that it had it, and does not hold it`,
      );
    } finally {
      print.mockRestore();
    }
  },
);

/** What WeChat brought to a person's phone. */
const sentTo = (personId: string) => {
  const openid = cast.people.find(({ _id }) => _id === personId)?.openid;
  return stage.product.cloud.weixin.sent.filter((message) => message.openid === openid);
};

const openShards = () => find(shards, { survey }, { limit: 1000 });

async function ballotIds(): Promise<string[]> {
  return (await openShards()).flatMap(({ cells }) =>
    Object.values(cells).flatMap((cell) => Object.keys(cell)),
  );
}

/** What a person with the console of the database can do. */
async function takeOut(id: string): Promise<void> {
  for (const shard of await openShards())
    for (const [at, cell] of Object.entries(shard.cells)) {
      if (!(id in cell)) continue;
      const { [id]: _gone, ...rest } = cell;
      await put(shards, { ...shard, cells: { ...shard.cells, [at]: rest } });
    }
}

async function fetchBox(who: string): Promise<BoxFile> {
  let text = '';
  for (let part = 0, parts = 1; part < parts; part++) {
    const piece = await stage.product.as(who).call('survey.sealedBox', { survey, part });
    parts = piece.parts;
    text += piece.text;
  }
  return boxFile.parse(JSON.parse(text));
}

function sharesOf(key: KeyFile): ShareFile {
  const made = makeShares(box, key);
  if (!made) throw new Error('not a key of this box');
  return made;
}

async function published(at: string): Promise<unknown> {
  const { body } = await stage.product.cloud.http('portal', { method: 'GET', path: at });
  return JSON.parse(String(body));
}
