import type { Output, SurveyView } from '../../miniprogram/api/dto';
import { remarkView } from '../../miniprogram/packages/dialogue/remark/view';
import { remarksView } from '../../miniprogram/packages/dialogue/remarks/view';

const survey = (changes: Partial<SurveyView>): SurveyView => ({
  survey: 'session-16.1',
  sessionId: 'session-16',
  number: 16,
  round: 1,
  state: 'open',
  opensAt: 0,
  closesAt: 0,
  eligible: 0,
  rollFingerprint: '',
  keySet: '',
  items: [],
  later: [],
  withoutSlot: 0,
  turnout: null,
  ballotUrl: '',
  countedUrl: '',
  remarkUrl: 'https://college.example/remark',
  isSeparateDomain: true,
  skipsReminder: false,
  ...changes,
});

describe('who may say something in words', () => {
  it.each([
    ['who holds the credential', survey({}), true, ''],
    ['nobody before the survey', survey({ state: 'scheduled' }), false, '满意度调查开放期间可以写。'],
    ['nobody without a survey', null, false, '满意度调查开放期间可以写。'],
    ['nobody in a round that takes none', survey({ remarkUrl: '' }), false, '这次不收文字意见。'],
    ['not this phone', survey({}), false, '这部手机上没有这一期的凭证。到场签到的那部手机可以写。'],
  ])('%s', (_label, given, may, why) => {
    expect(remarkView(given, may)).toEqual({ may, why });
  });
});

describe('what was said', () => {
  const remarks: Output<'survey.remarks'>['remarks'] = [
    { id: 'a', text: '甲', state: 'waiting', reason: '' },
    { id: 'b', text: '乙', state: 'hidden', reason: '涉及个人' },
  ];
  it('is shown to the office with what it has decided', () => {
    const view = remarksView({ isOffice: true, remarks });
    expect(view.lead).toContain('共 2 条，待审 1 条');
    expect(view.rows.map(({ state, isHidden }) => [state, isHidden])).toEqual([
      ['待审', false],
      ['不公开', true],
    ]);
  });

  it('says why there is nothing yet', () => {
    expect(remarksView({ isOffice: false, remarks: [] }).emptyText).toContain('结果通报后');
    expect(remarksView({ isOffice: true, remarks: [] }).emptyText).toContain('不足 5 条');
  });
});
