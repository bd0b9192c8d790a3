import type { Product } from '../cloud';
import { step } from '../story';
import {
  add,
  closeAndPublish,
  DAY,
  question,
  SESSION_AT,
  startThursday,
  transferred,
} from '../survey/thursday';

// One question, answered by the lead and by who helps: each answer with whose it is, wherever the minutes are read.

let product: Product;
let sessionId: string;
let questionId: string;
const office = () => product.as('p-wu');
const several = (answer = '灯由后勤更换。') =>
  question({
    title: '操场照明',
    detail: '操场的灯坏了一半。',
    departmentId: 'library',
    coDepartmentIds: ['logistics'],
    settlement: {
      kind: 'on_spot',
      answer: '本周排查。',
      answeredBy: '徐立峰',
      others: [
        { departmentId: 'logistics', answeredBy: '于海涛', answer },
        { departmentId: null, answeredBy: '郑国栋', answer: '学校拨专款。' },
      ],
    },
  });
const WORDS = '图书馆（徐立峰）：本周排查。\n后勤保障处（于海涛）：灯由后勤更换。\n郑国栋：学校拨专款。';
const items = async (revision?: number) =>
  (await office().call('hall.minutes', revision === undefined ? { sessionId } : { sessionId, revision }))
    .minutes?.items ?? [];

const recorded = step(
  'is recorded with every answer, and shown to the desk as it was recorded',
  [],
  async () => {
    ({ product, sessionId } = await startThursday());
    await office().call('hall.open', { sessionId });
    const shown = await add(product, sessionId, several());
    questionId = shown.id;
    expect(shown.others).toEqual([
      { departmentId: 'logistics', answeredBy: '于海涛', answer: '灯由后勤更换。' },
      { departmentId: null, answeredBy: '郑国栋', answer: '学校拨专款。' },
    ]);
    await add(product, sessionId, question({ title: '自习室' }));
  },
);
afterAll(() => product?.stop());

for (const [what, isLong] of [
  ['a department that neither leads nor helps', false],
  ['one word more than the minutes hold', true],
] as const)
  step(`refuses ${what}`, [recorded], async () => {
    const form = several('长'.repeat(600));
    const [first] = form.settlement?.others ?? [];
    if (!form.settlement || !first) throw new Error('no settlement');
    const given = isLong
      ? {
          ...form,
          settlement: {
            ...form.settlement,
            answer: '长'.repeat(2000),
            others: [first, { ...first, answer: '多' }],
          },
        }
      : { ...form, coDepartmentIds: [] };
    await expect(add(product, sessionId, { ...given, title: '不收' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

step('is transferred with every answer in its case', [recorded], async () => {
  const { settlement } = several();
  const { caseId } = await add(
    product,
    sessionId,
    transferred(SESSION_AT + 3 * DAY, {
      title: '三号楼热水',
      coDepartmentIds: ['library'],
      settlement: {
        kind: 'transferred',
        answer: '',
        answeredBy: '',
        dueAt: SESSION_AT + 3 * DAY,
        others: settlement?.others?.slice(1),
      },
    }),
  );
  const [made] = product.cloud.read('cases').filter(({ _id }) => _id === caseId);
  expect(JSON.stringify(made)).toContain('郑国栋：学校拨专款。');
});

const published = step(
  'is read in the minutes with lead, helpers and whose answer is whose',
  [recorded],
  async () => {
    await closeAndPublish(product, sessionId);
    const all = await items();
    expect(all.find((item) => item.questionId === questionId)).toMatchObject({
      departmentName: '图书馆',
      coDepartmentNames: ['后勤保障处'],
      answer: WORDS,
      answeredBy: '徐立峰、于海涛、郑国栋',
    });
    // One answer stands alone, as ever.
    expect(all.find(({ title }) => title === '自习室')).toMatchObject({
      answer: '从下周起开到十一点。',
      answeredBy: '徐立峰',
    });
  },
);

step('is corrected in one place, and both revisions say what was said', [published], async () => {
  const { draft } = await office().call('hall.minutesDraft', { sessionId });
  if (!draft) throw new Error('no draft');
  const words = WORDS.replace('学校拨专款', '学校另行安排');
  await office().call('hall.correctMinutes', {
    sessionId,
    version: draft.version,
    preface: draft.preface,
    items: draft.items.map((item) => (item.questionId === questionId ? { ...item, answer: words } : item)),
    reason: '一处写错',
    kept: draft.findings.map(({ id }) => id),
  });
  const answers = await Promise.all([items(1), items(2)]);
  expect(answers.map((all) => all.find((item) => item.questionId === questionId)?.answer)).toEqual([
    WORDS,
    words,
  ]);
});

step('is on the web, in its data and found by what any of them answered', [published], async () => {
  const read = async (path: string) => {
    const answer = await product.cloud.http('portal', { path });
    return { status: answer.status, body: answer.body };
  };
  for (const path of [`/questions/${questionId}`, '/search?q=%E5%90%8E%E5%8B%A4%E6%9B%B4%E6%8D%A2'])
    expect(await read(path)).toMatchObject({ status: 200, body: expect.stringContaining('操场照明') });
  expect((await read(`/questions/${questionId}`)).body).toContain('后勤保障处（于海涛）：灯由后勤更换。');
});
