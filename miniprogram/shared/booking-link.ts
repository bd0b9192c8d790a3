const LINK = /(?:\/|%2F)book(?:\/|%2F)([1-9][0-9]{0,4})(?:$|[?#]|%3F|%23)/i;

/**
 * The session of the link on posters and on the college's web (`https://<domain>/portal/book/16`), which WeChat's own
 * 扫一扫 hands to the page in `q`, encoded; null where there is none.
 */
export function sessionInLink(link: string): string | null {
  const number = LINK.exec(link)?.[1];
  return number === undefined ? null : `session-${number}`;
}
