import type { RedactionFinding } from '../../contract/finding';

/** What numbers and addresses look like, in folded text; with the part to mark in group 1 where not all of it is. */
export interface Pattern {
  kind: RedactionFinding['kind'];
  shape: RegExp;
  suggest: (found: string) => string;
}

const starred = (found: string, keptStart: number, keptEnd: number) =>
  found.slice(0, keptStart) +
  '*'.repeat(Math.max(3, found.length - keptStart - keptEnd)) +
  found.slice(found.length - keptEnd);

const hiddenNumber = () => '（号码略）';
const ROOM = /(?:[0-9]{3,4}|[一二三四五六七八九零〇]{3,4})(?:号房间|房间|寝室|宿舍|室|寝|房|号)?$/;

// Longest and most telling first: what an earlier pattern took, a later one leaves alone.
export const PATTERNS: readonly Pattern[] = [
  {
    kind: 'email',
    // At most 64 characters stand before the @ (RFC 5321); without a bound a run of letters costs its square.
    shape: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+/g,
    suggest: () => '（邮箱略）',
  },
  {
    kind: 'id_card',
    shape:
      /(?<![0-9])[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[0-9Xx](?![0-9])/g,
    suggest: (found) => starred(found, 3, 0),
  },
  // Cards of banks have 13 to 19 digits (ISO/IEC 7812), mostly written in fours.
  {
    kind: 'number',
    shape: /(?<![0-9])(?!86[ -]?1[3-9])\d(?:[ -]?\d){12,18}(?![0-9])/g,
    suggest: hiddenNumber,
  },
  {
    kind: 'phone',
    shape: /(?<![0-9])(?:\+?86[ -]?)?1[ .-]?[3-9](?:[ .-]?\d){9}(?![0-9])/g,
    suggest: (found) => starred(found.replace(/[ .-]/g, ''), 3, 4),
  },
  {
    kind: 'phone',
    shape: /(?<![0-9])(?:\(0\d{2,3}\) ?|0\d{2,3}[ -])\d{3,4}[ -]?\d{4}(?![0-9])/g,
    suggest: () => '（电话略）',
  },
  {
    kind: 'phone',
    // Read out and written down as words.
    shape: /[零〇一二三四五六七八九幺]{7,13}/g,
    suggest: () => '（电话略）',
  },
  {
    kind: 'number',
    // Whatever is called somebody's number or account; not what everybody may ring.
    shape:
      /(?:QQ|qq|微信|VX|vx|wx|WX|支付宝|抖音|钉钉|[账帐]号|账户|学号|工号|学工号|卡号|证号|护照|电话|手机|号码|分机|座机|短号)(?:号码|号)?(?:就是|是|为|[:：])?\s*((?!(?:12345|110|119|120)(?![0-9]))[A-Za-z0-9](?:[ -]?[A-Za-z0-9_]){3,19})(?![A-Za-z0-9])/g,
    suggest: hiddenNumber,
  },
  {
    kind: 'number',
    shape:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][· ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])/g,
    suggest: () => '（车牌略）',
  },
  {
    kind: 'number',
    // Sums of money are nobody's number; the number of a case is everybody's.
    shape:
      /(?<![0-9A-Za-z.])(?!\d{8}-\d{4,6}(?!\d))(?:[A-Za-z]\d{4,10}|\d{7,12})(?![0-9A-Za-z]|\s?(?:元|万|亿|人次|平方米|千瓦时|度电))/g,
    suggest: hiddenNumber,
  },
  {
    kind: 'address',
    shape:
      /(?:[一二三四五六七八九十0-9A-Za-z]{1,4}|[东西南北][区苑院]?[一二三四五六七八九十0-9]{0,3})(?:号公寓楼|号宿舍楼|号楼|号公寓|公寓楼|公寓|宿舍楼|宿舍|号院|栋|幢|#楼?|舍)[ -]?(?:[东西南北]区)?[一二三四五六七八九十0-9]{0,3}(?:单元)?[ -]?(?:[一二三四五六七八九十0-9]{1,2}[层楼])?[ -]?(?:[0-9]{3,4}|[一二三四五六七八九零〇]{3,4})(?:号房间|房间|寝室|宿舍|室|寝|房|号)?/g,
    suggest: (found) => found.replace(ROOM, '某室'),
  },
  { kind: 'address', shape: /(?<![0-9A-Za-z])[A-Za-z]?[0-9]{3,4}(?:寝室|宿舍|寝)/g, suggest: () => '某寝室' },
  {
    kind: 'address',
    shape: /(?<![0-9])[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}(?:室|寝室|房)?(?![0-9])/g,
    suggest: () => '某室',
  },
  {
    kind: 'class',
    shape:
      /(?:[0-9]{2,4}级\p{Script=Han}{0,6}?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})|(?<![0-9])[0-9]{3,4}(?:-[0-9]{1,2})?|(?<![0-9])[0-9]{2}-[0-9]{1,2})班(?!车|次)/gu,
    suggest: () => '某班',
  },
];
