import type { CaseCommand } from '../../cloudfunctions/core/case/command';
import type { Outcome } from '../../miniprogram/shared/case';
import type { Deed, Scene } from './scene';

const given = (when: string, leadId: string | null, coIds: string[] = []): Deed => [
  when,
  'office',
  { do: 'accept', urgency: 'ordinary', leadId, coIds },
];
const taken = (when: string): Deed => [when, 'handler', { do: 'take' }];
const note = (when: string, text: string): Deed => [when, 'handler', { do: 'note', text, pictures: [] }];
const answer = (text: string, outcome: Outcome): CaseCommand => ({
  do: 'draftReply',
  text,
  outcome,
  promisedFor: null,
  pictures: [],
});
const shown = (when: string, title: string, text: string): Deed => [
  when,
  'office',
  { do: 'publish', title, text, reply: '' },
];

/** The demo begins on Tuesday, 24 November 2026, at ten. */
export const SCENES: readonly Scene[] = [
  // ---- with the office
  {
    at: '11-24 08:35',
    title: '提意见后被追问是否本人所写',
    text: '上周在意见箱反映菜价以后，班主任问是不是我写的，还说影响班级评优。希望学校管一管。',
    departmentId: '',
    opening: { category: 'affairs', isProtected: true },
    deeds: [],
  },
  {
    at: '11-24 09:12',
    title: '有人在教学楼推销培训贷',
    text: '课间有校外人员在三教一楼拉同学办分期培训，签了才知道是贷款。',
    departmentId: '',
    opening: { category: 'safety', identity: 'anonymous', askerId: null, place: '三教一楼' },
    deeds: [],
  },
  {
    at: '11-23 10:40',
    title: '下学期校历能不能早点公布',
    text: '寒假车票提前十五天开售，校历出得晚就只能买高价票。',
    departmentId: '',
    opening: { category: 'other' },
    deeds: [given('11-23 11:20', null)],
  },
  // ---- given, not yet taken
  {
    at: '11-24 08:20',
    title: '一食堂二楼地面湿滑，有同学摔倒',
    text: '早餐时间刚拖完地就放人进来，今天早上有同学摔了一跤。',
    departmentId: 'logistics',
    opening: { category: 'safety', place: '一食堂二楼' },
    deeds: [given('11-24 09:05', 'logistics')],
  },
  {
    at: '11-23 16:40',
    title: '五号楼三层洗手池下水堵了',
    text: '水漫到走廊，值班室说要等明天。',
    departmentId: 'logistics',
    opening: { channel: 'hotline', urgency: 'utilities', place: '五号楼三层' },
    deeds: [
      ['11-23 17:05', 'office', { do: 'accept', urgency: 'utilities', leadId: 'logistics', coIds: [] }],
    ],
  },
  {
    at: '11-23 14:05',
    title: '补考成绩什么时候出',
    text: '十月底补考，到现在系统里还是空的，影响选课。',
    departmentId: 'teaching',
    opening: { category: 'teaching' },
    deeds: [given('11-23 16:00', 'teaching')],
  },
  // ---- in hand
  {
    at: '11-23 09:15',
    title: '六号楼东侧晚上暖气不热',
    text: '晚上十点以后只有十五六度，东边几间都是这样。',
    departmentId: 'logistics',
    opening: { askerId: 'p-lin', place: '六号楼东侧' },
    deeds: [
      given('11-23 10:00', 'logistics'),
      taken('11-23 11:00'),
      note('11-23 16:10', '暖通班组已到现场测温，东侧支管阀门老化，今晚停暖两小时更换。'),
    ],
  },
  {
    at: '11-22 20:30',
    title: '四号楼洗衣机扣了钱不转',
    text: '扫码扣了四块钱，机器没有反应，联系不上客服。',
    departmentId: 'logistics',
    opening: { askerId: 'p-zhou', place: '四号楼一层' },
    deeds: [
      given('11-23 09:10', 'logistics'),
      taken('11-23 09:40'),
      [
        '11-23 15:20',
        'handler',
        { do: 'askMore', text: '请告诉我们是几号机、大约什么时间扣的款，方便退款。' },
      ],
    ],
  },
  {
    at: '11-23 08:50',
    title: '周末能不能多开几间自习教室',
    text: '期末前一教只开两层，八点就没有座位了。',
    departmentId: 'teaching',
    opening: { category: 'teaching', identity: 'named', askerId: 'p-he' },
    deeds: [given('11-23 10:30', 'teaching', ['logistics']), taken('11-23 14:00')],
  },
  {
    at: '11-10 10:00',
    title: '浴室水温忽冷忽热',
    text: '二号楼浴室，洗到一半水就凉了。',
    departmentId: 'logistics',
    opening: { askerId: 'p-he', place: '二号楼' },
    deeds: [
      given('11-10 11:00', 'logistics'),
      taken('11-10 14:00'),
      ['11-12 09:00', 'head', answer('混水阀已更换，水温恢复正常。', 'solved')],
      [
        '11-23 21:10',
        'asker',
        { do: 'judge', isSolved: false, reason: '好了几天，又开始忽冷忽热', satisfaction: 'dissatisfied' },
      ],
    ],
  },
  // ---- near their day
  {
    at: '11-20 09:30',
    title: '图书馆北侧小路的灯坏了三盏',
    text: '晚上闭馆以后那一段全是黑的。',
    departmentId: 'logistics',
    opening: { category: 'safety', place: '图书馆北侧' },
    deeds: [given('11-20 10:20', 'logistics'), taken('11-20 14:00')],
  },
  {
    at: '11-19 17:20',
    title: '选课系统一到高峰就进不去',
    text: '昨天选体育课，刷新了二十分钟。',
    departmentId: 'teaching',
    opening: { channel: 'hotline', category: 'teaching' },
    deeds: [given('11-20 08:40', 'teaching', ['network']), taken('11-20 09:30')],
  },
  // ---- overdue: one for each rung
  {
    at: '11-18 15:00',
    title: '二食堂晚餐结束得太早',
    text: '实训课六点半下课，过去只剩两个窗口。',
    departmentId: 'logistics',
    opening: { place: '二食堂' },
    deeds: [given('11-18 16:30', 'logistics'), taken('11-19 09:00')],
  },
  {
    at: '11-17 14:00',
    title: '缓考申请交上去没有回音',
    text: '两周前交的缓考申请，系统一直显示审核中。',
    departmentId: 'teaching',
    opening: { category: 'teaching' },
    deeds: [given('11-17 15:10', 'teaching'), taken('11-18 09:00')],
  },
  {
    at: '11-16 09:00',
    title: '三号楼电梯常停，搬东西很难',
    text: '一个月停了四次，每次修两三天。',
    departmentId: 'logistics',
    opening: { place: '三号楼' },
    deeds: [
      given('11-16 10:00', 'logistics'),
      taken('11-16 14:00'),
      note('11-18 10:00', '维保单位检查后认为要换曳引轮，正在报价。'),
      [
        '11-23 15:30',
        'leader',
        {
          do: 'supervise',
          text: '电梯关系安全，两天内说清换件时间，换件前安排人员值守。',
          dueAt: Date.UTC(2026, 10, 25, 10),
        },
      ],
    ],
  },
  {
    at: '11-09 11:30',
    title: '宿舍区无线网每晚掉线',
    text: '晚上八点到十点基本连不上，网课没法上。',
    departmentId: 'network',
    opening: { channel: 'hotline', category: 'logistics' },
    deeds: [
      given('11-09 14:00', 'network'),
      taken('11-10 09:00'),
      shown('11-11 09:00', '宿舍区无线网晚高峰掉线', '多名同学反映宿舍区无线网在 20:00–22:00 经常掉线。'),
    ],
  },
  // ---- waiting for a decision
  {
    at: '11-20 13:40',
    title: '操场看台的雨棚漏水',
    text: '下雨天没有地方站，地上全是水。',
    departmentId: 'logistics',
    opening: { place: '东操场' },
    deeds: [
      given('11-20 15:00', 'logistics'),
      taken('11-20 16:00'),
      [
        '11-24 09:20',
        'handler',
        answer('雨棚接缝已重新打胶，周日下雨时到现场看过，不再漏水。看台座椅一并清洁。', 'solved'),
      ],
    ],
  },
  {
    at: '11-20 10:10',
    title: '自动售货机里的饮料过期了',
    text: '实训楼门口那台，买到的牛奶过期三天。',
    departmentId: 'logistics',
    opening: { category: 'safety', place: '实训楼门口' },
    deeds: [
      given('11-20 11:00', 'logistics'),
      taken('11-20 14:30'),
      ['11-23 10:00', 'handler', answer('已联系供应商处理。', 'solved')],
      [
        '11-23 16:00',
        'head',
        {
          do: 'reviewReply',
          draftId: '',
          isReleased: false,
          note: '写清楚：过期商品下架了没有，谁来赔，以后多久查一次。',
        },
      ],
    ],
  },
  {
    at: '11-23 12:15',
    title: '南门外共享单车堵住盲道',
    text: '早晚高峰自行车把盲道和人行道都占了。',
    departmentId: 'logistics',
    opening: { category: 'safety', place: '南门' },
    deeds: [
      given('11-23 14:20', 'logistics'),
      [
        '11-24 08:50',
        'handler',
        {
          do: 'handBack',
          ground: 'not_ours',
          text: '校门秩序由保卫处负责，后勤没有执法和协调共享单车企业的职责。',
        },
      ],
    ],
  },
  {
    at: '11-16 10:30',
    title: '塑胶跑道破损，跑步容易崴脚',
    text: '西侧弯道有七八处开裂。',
    departmentId: 'logistics',
    opening: { place: '西操场' },
    deeds: [
      given('11-16 11:10', 'logistics'),
      taken('11-16 15:00'),
      [
        '11-18 10:00',
        'handler',
        { do: 'askExtension', workingDays: 3, reason: '需要厂家到场检测，约在周五。' },
      ],
      ['11-18 14:00', 'office', { do: 'judgeExtension', isGranted: true, reason: '' }],
      [
        '11-24 09:40',
        'handler',
        { do: 'askExtension', workingDays: 2, reason: '厂家已出方案，气温回升到五度以上才能施工。' },
      ],
    ],
  },
  // ---- answered, the asker has not said yet
  {
    at: '11-19 08:40',
    title: '自习室靠窗一排插座没有电',
    text: '一教 205，靠窗六个插座都没有电。',
    departmentId: 'logistics',
    opening: { askerId: 'p-lin', place: '一教 205' },
    deeds: [
      given('11-19 09:30', 'logistics'),
      taken('11-19 10:00'),
      ['11-23 16:30', 'head', answer('跳闸的回路已修复，六个插座都试过了。', 'solved')],
    ],
  },
];
