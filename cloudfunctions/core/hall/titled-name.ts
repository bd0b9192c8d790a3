import { surnameLength } from './surname';

// People whom the roster does not know are named with what they are: 李小明老师, 王建华副科长, 欧阳娜娜同学. A surname alone,
// 张同学, tells of nobody.

/** How a college addresses its people, after the name or before it. */
export const TITLES = [
  ...['党总支书记', '党支部书记', '团总支书记', '团支部书记', '总支书记', '支部书记', '党委书记', '团委书记'],
  ...['学习委员', '生活委员', '宣传委员', '组织委员', '体育委员', '文艺委员', '心理委员', '纪律委员'],
  ...['研究员', '工程师', '实验师', '会计师', '班主任', '系主任', '辅导员', '教务长', '秘书长', '厨师长'],
  ...['寝室长', '宿舍长', '团支书', '班助', '助理', '教授', '讲师', '导师', '助教', '教练', '院士', '老师'],
  ...['主任', '书记', '支书', '秘书', '主席', '主管', '总监', '委员', '学委', '团委', '干事', '同志', '经理'],
  ...['院长', '校长', '处长', '科长', '股长', '部长', '所长', '馆长', '站长', '店长', '厂长', '园长', '团长'],
  ...['队长', '会长', '社长', '班长', '组长', '舍长', '室长', '楼长', '同学', '学长', '学姐', '学弟', '学妹'],
  ...['师兄', '师姐', '室友', '师傅', '阿姨', '大爷', '女士', '先生', '小姐', '医生', '护士', '保安', '宿管'],
  ...['保洁'],
] as const;

/** Longest first, with what stands before it in the name of the post. */
const POST = `(?:(?:常务|执行)?副|总)?(?:${[...TITLES].sort((one, other) => other.length - one.length).join('|')})`;

/** As few characters before the post as there may be: 王建华 and 副科长, not 王建华副 and 科长. */
const TITLED = new RegExp(`(\\p{Script=Han}{1,6}?)${POST}`, 'gu');

/** A place in a text. */
export interface NamePlace {
  start: number;
  end: number;
}

/** Full names before a post, in a text without blanks. */
export function titledNames(text: string): NamePlace[] {
  return Array.from(text.matchAll(TITLED)).flatMap(({ index, 1: before = '' }) => {
    const name = nameAtEnd(Array.from(before));
    if (name === null) return [];
    const start = index + before.length - name.whole;
    return [{ start, end: start + name.length }];
  });
}

const FORMER = /[原前代]/;

/** The longest run up to the end that begins with a surname and may be a name; 王建华 in 请王建华原. */
function nameAtEnd(run: readonly string[]): { whole: number; length: number } | null {
  for (let at = 0; at < run.length; at++) {
    const surname = surnameLength(run, at);
    if (surname === 0) continue;
    const isLonger = run.length - at > surname + 2 && FORMER.test(run.at(-1) ?? '');
    const name = run.slice(at, isLonger ? -1 : undefined);
    if (name.length < 2 || name.length > surname + 2 || isNoName(name.join(''))) continue;
    return { whole: run.slice(at).join('').length, length: name.join('').length };
  }
  return null;
}

// Characters of which names are not made, and words that begin with what may be a surname.
const NEVER =
  /[的了在是与及或让请找跟对把被到就都也还不没很太各位们每全你他她它这那些个几两校系院部处科室区级课队委某]/u;
const WORDS: ReadonlySet<string> = new Set([
  ...['管理', '关于', '有关', '相关', '由于', '于是', '时任', '前任', '任何', '常务', '高级', '水电', '空调'],
  ...[
    '司机',
    '班车',
    '宿管',
    '管道',
    '安保',
    '安全',
    '公共',
    '汽车',
    '车间',
    '公寓',
    '都有',
    '和我',
    '农林',
    '高数',
  ],
  ...['向我', '向本', '从小', '年轻', '年长', '多名', '双师', '后勤', '从事', '应用', '查房', '支部', '党支'],
  ...['外语', '何时', '何种', '能源', '通信', '通知', '解说', '宣传', '计算', '纪委', '纪检', '组织', '经管'],
  ...[
    '安排',
    '计生',
    '党小',
    '应急',
    '全体',
    '习组',
    '单元',
    '余名',
    '左右',
    '平台',
    '施工',
    '查寝',
    '项目',
    '温馨',
  ],
  ...['国际', '艾滋', '方便', '万能', '平时', '平常', '新来', '来访', '商务', '养护', '易班', '广播', '家长'],
  ...['学生', '舒服', '花工', '江南', '金工', '钳工', '焊工', '钟点', '游泳', '武术', '乐团', '白班', '夜班'],
]);

/** Is this run, though it begins with a surname, no name? */
export const isNoName = (run: string): boolean =>
  NEVER.test(run) || WORDS.has(run) || WORDS.has(run.slice(0, 2));
