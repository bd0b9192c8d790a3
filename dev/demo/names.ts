import { chance } from './chance';

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';

const GIVEN =
  '子轩 梓涵 浩然 欣怡 宇航 佳琪 俊杰 雨桐 思远 诗涵 嘉豪 雅婷 天佑 梦瑶 志强 晓燕 文博 静怡 泽宇 佳怡 明哲 紫萱 俊熙 婉清 建华 丽娜 少杰 秋月 振宇 若曦 海涛 美玲 国强 淑芬 一凡 可欣 博文 语嫣 昊天 心怡 家豪 慧敏 景行 思彤 立新 玉洁 承志 晨曦 鹏飞 雪梅 永康 春燕 书恒 婧怡 启明 芷若 成林 晓彤 毅 敏 磊 静 洋 婷 杰 颖 涛 雪 峰 倩 超 琳 凯 娜 斌 薇 鑫 璐 晨 悦 锐 瑶 勇 蕾 航 萌 宁 妍'.split(
    ' ',
  );

/** So many different names, the same on every machine; none of those that are taken. */
export function madeUpNames(count: number, taken: readonly string[]): string[] {
  const random = chance(1_560);
  const names = new Set(taken);
  const made: string[] = [];
  while (made.length < count) {
    const surname = SURNAMES.charAt(Math.floor(random() * SURNAMES.length));
    const name = `${surname}${GIVEN[Math.floor(random() * GIVEN.length)] ?? ''}`;
    if (names.has(name)) continue;
    names.add(name);
    made.push(name);
  }
  return made;
}
