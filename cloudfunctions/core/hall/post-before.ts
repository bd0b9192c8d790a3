import { surnameLength } from './surname';
import { isNoName, type NamePlace, TITLES } from './titled-name';

// 院长王建华, 辅导员：王建华, 负责人李明: a post before a name. What follows a post is mostly a verb, and many of those begin
// with what is somebody's surname; so only surnames that are little else count, and no word that begins with one.

const CALLED = [...TITLES, '负责人', '联系人', '经办人', '当事人', '姓名', '名叫', '我叫', '本人'];
const BEFORE = new RegExp(`(?:${CALLED.join('|')})[:：]?(?=(\\p{Script=Han}{2,6}))`, 'gu');

const USUAL: ReadonlySet<string> = new Set(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟段雷钱汤尹黎武乔贺赖龚文樊施陶洪翟安颜倪严牛温芦俞章鲁葛伍韦申尤毕聂焦柳邢岳齐梅莫庄辛祝谷舒耿牟詹苗凌费纪靳盛童欧甄曲裴席卫屈鲍覃霍翁隋甘柏宁柯阮桂闵柴冉',
);

/** Words of every day that begin with one of these surnames. */
const WORDS: ReadonlySet<string> = new Set(
  '高度 高兴 高效 高铁 高等 高中 高温 高喊 高声 高估 方面 方便 方可 方才 方案 方式 方法 白天 白白 白跑 白等 安排 安慰 安全 安静 安装 安检 文件 文明 文化 金额 金钱 马上 马虎 石头 任何 任教 任命 任职 任课 任由 任意 任期 严格 严肃 严重 严厉 严禁 严查 程度 程序 曾经 曾说 曾多 曾表 曾答 曾提 曾承 何时 何必 何以 何况 何处 何种 何故 许多 许诺 许可 许久 周末 周一 周二 周三 周四 周五 周六 周日 周到 周围 周边 周转 周知 胡说 胡乱 黄昏 夏天 夏季 夏令 田径 田间 毛病 武断 武术 余下 余额 段时 张贴 张口 张罗 张开 陈述 陈旧 陈列 康复 宁可 宁愿 费心 费用 费力 费时 申请 申报 申诉 申明 毕业 毕竟 尤其 杜绝 谢谢 谢绝 顾及 顾虑 顾问 施工 施压 施行 苏醒 郑重 盛情 盛饭 齐心 齐全 齐聚 辛苦 舒服 舒心 卫生 黎明 雷厉 赖账 温和 温度 温柔 温馨 温水 莫名 莫非 祝福 祝贺 祝大 章程 席间 席位 凌晨 纪律 纪检 纪委 纪念 颜色 钱款 钱包 罗列 唐突 戴口 戴帽 钟点 钟头 董事 徐徐 江边 江南 牛奶 汤饭 童心 乔装 欧洲 甘愿 苗头 谷底 柏油 史料 孔子 王牌 林荫 林区 梁上 叶子 丁香 姜汤'.split(
    ' ',
  ),
);

/** What follows a name of two characters, rather than being its third. */
const AFTER =
  /[说讲问答去没是要将已也还又才就并从把被让给对跟和与及等在了着过到的不们您你我他她这那各都吗呢吧]/u;
const VERBS: ReadonlySet<string> = new Set(
  '表示 宣布 提出 反映 负责 主持 介绍 通知 强调 答复 回复 回应 解释 来到 来过 来了 来说 认为 同意 批准 签字 签名 处理 牵头 带队 带头 上课 值班 接待 代表 安排 承诺 指出 要求 组织 参加 出席 告诉 发言 总结 收了 拒绝 联系 建议 推荐 点名 打来 现场 本人 老师 同学 先生 女士 今天 昨天 上周 下周 每天 一直 经常 主动 亲自 曾经 表态 透露'.split(
    ' ',
  ),
);

/** Full names after a post, in a text without blanks. */
export function namesAfterPosts(text: string): NamePlace[] {
  return Array.from(text.matchAll(BEFORE)).flatMap(({ index, 0: post, 1: run = '' }) => {
    const length = nameAtStart(Array.from(run));
    return length === 0 ? [] : [{ start: index + post.length, end: index + post.length + length }];
  });
}

function nameAtStart(run: readonly string[]): number {
  const surname = surnameLength(run);
  const [first = ''] = run;
  const after = (at: number) => `${run[at] ?? ''}${run[at + 1] ?? ''}`;
  if (surname === 0 || (surname === 1 && (!USUAL.has(first) || WORDS.has(after(0))))) return 0;
  // 辅导员王老师 is a surname alone.
  if (TITLES.some((title) => run.slice(surname).join('').startsWith(title))) return 0;
  const third = run[surname + 1] ?? '';
  const isShort = third === '' || AFTER.test(third) || VERBS.has(after(surname + 1));
  const name = run.slice(0, surname + (isShort ? 1 : 2)).join('');
  return isNoName(name) ? 0 : name.length;
}
