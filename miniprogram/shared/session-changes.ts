/** What of a preview is no longer as it was announced. `from` and `to` are the words that are shown. */
export interface Difference {
  what: 'time' | 'venue' | 'chair' | 'attendees';
  /** Of `attendees`: who comes no more, or empty. */
  from: string;
  /** Of `attendees`: who comes in addition, or empty. */
  to: string;
}

/** 地点由一号厅改为二号厅 */
export function differenceWords({ what, from, to }: Difference): string {
  switch (what) {
    case 'time':
      return `时间由${from}改为${to}`;
    case 'venue':
      return `地点由${from}改为${to}`;
    case 'chair':
      return `主持由${from}改为${to}`;
    case 'attendees':
      return [from && `${from}不再到会答复`, to && `新增到会答复：${to}`].filter(Boolean).join('，');
  }
}
