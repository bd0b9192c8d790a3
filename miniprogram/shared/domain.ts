/**
 * The college's own host name, without https:// and without a path; empty while it has none. Codes in the hall are links
 * to it, so that 扫一扫 of WeChat opens the check-in page.
 */
export const COLLEGE_DOMAIN: string = 'sidian.example.edu.cn';
