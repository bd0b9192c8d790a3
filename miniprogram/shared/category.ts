// What a college's categories are until its administrator changes them. Nothing else names one.

/** Codes are stored; what an administrator adds is c1, c2 …, never given twice. */
export const FIRST_CATEGORIES = {
  teaching: '教育教学',
  affairs: '学生管理',
  logistics: '后勤保障',
  development: '个人发展',
  safety: '安全稳定',
  other: '其他',
} as const;

/** The id of an entry of the administrator's list. */
export type Category = string;

/** Where what belongs nowhere else goes; for that it can always be chosen. */
export const OTHER: Category = 'other';

/** How an id is spelt, whether or not there is such a category. */
export const CATEGORY_ID = new RegExp(`^(?:${Object.keys(FIRST_CATEGORIES).join('|')}|c[1-9][0-9]?)$`);
