import { attend } from '../../cloudfunctions/core/hall/attendance';
import type { TestPhone } from '../browser';
import { seedBookings } from '../survey/thursday';
import { inaccessible } from './accessible';
import { misfits, TOP } from './fit';
import { publishSession, type Stage, startStage } from './stage';

let stage: Stage;
let sessionId: string;
let caseId: string;

beforeAll(async () => {
  stage = await startStage();
  sessionId = await publishSession(stage.product, 20);
  const submitted = await stage.product.as('p-lin').call('case.submit', {
    channel: 'box',
    category: 'logistics',
    title: '三号楼热水时断时续',
    text: '连续一周晚上十点后没有热水。',
    place: '三号楼',
    identity: 'hidden',
  });
  caseId = submitted.caseId;
  await seedBookings(stage.product, sessionId, [{ personId: 'p-zhou', code: 'ZHOU56' }]);
  // Seeded: nobody is let in days before the doors open.
  const lin = { _id: 'p-lin', name: '林小满', unit: '信息工程系', kind: 'student' } as const;
  const now = stage.product.cloud.clock.now();
  const arrival = {
    firstAt: now,
    method: 'desk',
    wish: null,
    entryId: 'desk-entry-1',
    voice: 'lin',
  } as const;
  await stage.product.cloud.seed('attendance', [{ ...attend(sessionId, lin, arrival) }]);
  const { questions } = await stage.product.as('p-wu').call('hall.prepare', { sessionId });
  await stage.product.as('p-wu').call('hall.approveTopic', {
    questionId: questions[0]?.id ?? '',
    isApproved: true,
    title: '实训设备太旧',
  });
});

afterAll(async () => stage.stop());

const pages = [
  ['home', 'p-lin', 'pages/home/home', '我要预约'],
  ['public', 'p-lin', 'pages/public/public', '规则手册'],
  ['me of an administrator', 'p-shen', 'pages/me/me', '操作记录'],
  ['session', 'p-lin', 'pages/session/session?id=', '现场答复人员'],
  ['booking form', 'p-lin', 'pages/booking/booking?id=', '提交预约'],
  ['inbox', 'p-lin', 'pages/inbox/inbox', '活动预告'],
  ['message settings', 'p-lin', 'pages/message-settings/message-settings', '我的预约'],
  ['rule book', 'p-lin', 'pages/rulebook/rulebook', '预约'],
  ['office desk', 'p-wu', 'packages/office/desk/desk', '排下一期'],
  ['plan', 'p-wu', 'packages/office/plan/plan?id=', '名额'],
  ['list of bookings', 'p-wu', 'packages/office/bookings/bookings?id=', '宿舍热水'],
  ['check-in', 'p-lin', 'packages/dialogue/checkin/checkin?id=', '第 1 期'],
  ['topics', 'p-lin', 'packages/dialogue/agenda/agenda?id=', '实训设备太旧'],
  ['own questions', 'p-lin', 'packages/dialogue/my-questions/my-questions', '你还没有在对话里提过问'],
  ['lots', 'p-lin', 'packages/dialogue/lots/lots?id=', '本期发言名额不抽签'],
  ['who was there', 'p-lin', 'packages/dialogue/attendees/attendees?id=', '公开我的参会信息'],
  ['minutes of an earlier session', 'p-lin', 'packages/dialogue/minutes/minutes?id=', '纪要还没有发布'],
  ['room', 'p-wu', 'packages/hall/room/room?id=', '等待发言'],
  ['room of a leader', 'p-zheng', 'packages/hall/room/room?id=', '等待发言'],
  ['form of a question', 'p-wu', 'packages/hall/question/question?session=', '牵头部门'],
  ['door', 'p-wu', 'packages/hall/door/door?id=', '全部已同步'],
  ['unmatched entries', 'p-wu', 'packages/hall/unmatched/unmatched?id=', '暂无待核对的登记'],
  ['paper list', 'p-wu', 'packages/hall/paper/paper?id=', '全部登记'],
  ['list of those who came', 'p-wu', 'packages/hall/attendance/attendance?id=', '林小满'],
  ['people', 'p-shen', 'packages/admin/people/people', '林小满'],
  ['departments', 'p-shen', 'packages/admin/departments/departments', '新设部门'],
  ['topics of cases', 'p-shen', 'packages/admin/topics/topics', '添加主题'],
  ['own cases', 'p-lin', 'pages/cases/cases', '三号楼热水时断时续'],
  ['form of the box', 'p-lin', 'pages/case-form/case-form?channel=box', '署名方式'],
  ['form of the hotline', 'p-lin', 'pages/case-form/case-form?channel=hotline', '直接拨打校内 12345'],
  ['receipt', 'p-lin', 'pages/receipt/receipt', '扫二维码'],
  ['way of a case', 'p-lin', 'pages/case/case?id=CASE', '进展'],
  ['desk of the office', 'p-wu', 'packages/case/inbox/inbox?desk=office', '诉求台账'],
  ['case on the desk', 'p-wu', 'packages/case/handle/handle?id=CASE', '受理'],
  ['desk of a department', 'p-ma', 'packages/case/inbox/inbox?desk=department', '常用答复'],
  ['canned answers', 'p-ma', 'packages/case/canned/canned?department=logistics', '加一条'],
  ['desk of a leader', 'p-zheng', 'packages/case/inbox/inbox?desk=leader', '近 90 天'],
  ['operator', 'p-tang', 'packages/case/operator/operator', '登记，取编号'],
  ['recurring matters', 'p-wu', 'packages/case/recurring/recurring', '没有反复出现的问题'],
  ['words for the same thing', 'p-wu', 'packages/office/synonyms/synonyms', '写在一行'],
  ['figures', 'p-lin', 'packages/report/departments/departments', '各部门'],
  [
    'cases behind a figure',
    'p-zheng',
    'packages/report/cases/cases?from=0&to=2000000000000',
    '三号楼热水时断时续',
  ],
  ['commitments', 'p-lin', 'packages/report/commitments/commitments', '这里还没有'],
  ['overdue list', 'p-lin', 'packages/report/overdue/overdue', '没有公开的超期诉求'],
  ['ledger', 'p-wu', 'packages/report/ledger/ledger', '生成台账'],
  ['rating before it begins', 'p-lin', 'packages/dialogue/rate/rate?id=', '还没有开始'],
  ['words before it begins', 'p-lin', 'packages/dialogue/remark/remark?id=', '现在不能写'],
  ['results before there are any', 'p-lin', 'packages/dialogue/results/results?id=', '结果尚未通报'],
  ['words of raters', 'p-lin', 'packages/dialogue/remarks/remarks?id=', '暂无公开的留言'],
  ['cards', 'p-lin', 'packages/dialogue/cards/cards', '还没有亮过牌'],
  ['checking one’s own ballots', 'p-lin', 'packages/dialogue/verify/verify', '这部手机还没有送出评价票'],
  ['evidence of a ballot', 'p-lin', 'packages/dialogue/evidence/evidence', '没有要出示的回执'],
  ['receipts of raters', 'p-pan', 'packages/survey/receipt/receipt', '反映自己的票不在名单里'],
  ['why nobody can know', 'p-lin', 'packages/dialogue/anonymity/anonymity', '怎么做到的'],
  ['survey desk', 'p-wu', 'packages/survey/survey/survey?id=', '还没有排定'],
  ['opening page', 'p-wu', 'packages/survey/opening/opening?id=', '结果还没有出来'],
  ['ledger of cards', 'p-wu', 'packages/survey/ledger/ledger', '生成台账'],
  ['keys of observers', 'p-pan', 'packages/survey/keys/keys', '还差 3 把公钥'],
  ['sealed boxes', 'p-pan', 'packages/survey/box/box', '还没有封存的票箱'],
] as const;

describe.each([
  ['by day', { theme: 'light', size: undefined }],
  ['with the largest type and in the dark', { theme: 'dark', size: 'xlarge' }],
] as const)('%s', (_, { theme, size }) => {
  const phones = new Map<string, TestPhone>();
  afterAll(async () => {
    for (const phone of phones.values()) await phone.close();
  });

  test.each(pages)(
    'the page “%s” keeps its width, its targets and its names',
    async (_label, person, route, text) => {
      const page = route.endsWith('=') ? `${route}${sessionId}` : route.replace('CASE', caseId);
      const view = { page, theme, ...(size === undefined ? {} : { size }) };
      const known = phones.get(person);
      const phone = known ?? (await stage.open(person, view));
      phones.set(person, phone);
      if (known) await stage.reopen(known, person, view);
      await phone.see(text);
      const found = [...(await misfits(phone)), ...(await inaccessible(phone)), ...phone.errors.splice(0)];
      expect(found).toEqual([]);
    },
  );
});

test.each([
  ['light', 600, 765],
  ['dark', 0, 150],
] as const)('paper is %s when the phone is', async (theme, darkest, brightest) => {
  const phone = await stage.open('p-lin', { theme });
  await phone.see('我要预约');
  const brightness = await phone.page.evaluate<number>(`
    getComputedStyle(document.querySelector('${TOP} wx-page'))
      .backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)`);
  await phone.close();
  expect(brightness).toBeGreaterThanOrEqual(darkest);
  expect(brightness).toBeLessThanOrEqual(brightest);
});

test('a page that is not for this person says whose it is and leads home', async () => {
  const phone = await stage.open('p-lin', { page: 'packages/office/desk/desk' });
  await phone.see('你没有查看权限');
  await phone.tap('回首页');
  await phone.see('我要预约');
  await phone.close();
});
