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
  openingDigest: '',
  keySet: '',
  envelopeKey: '',
  receiptKey: '',
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
    ['nobody in a round that takes none', survey({ remarkUrl: '' }), false, '本次不收留言。'],
    ['not this phone', survey({}), false, '本机没有本期凭证。请用签到时的手机留言。'],
  ])('%s', (_label, given, may, why) => {
    expect(remarkView(given, 'agrees', may)).toEqual({ may, why });
  });

  it.each([
    ['while the public record cannot be read', 'unread', '暂时读不到公开的开箱记录，核对不了。请稍后再来。'],
    [
      'to a key that is not public',
      'keys',
      '这部手机收到的内容和公开的开箱记录对不上，请到评价页看是哪里不一致。',
    ],
  ] as const)('nobody %s', (_label, opening, why) => {
    expect(remarkView(survey({}), opening, true)).toEqual({ may: false, why });
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
    expect(remarksView({ isOffice: true, remarks: [] }).emptyText).toContain('不足规定条数');
  });
});
