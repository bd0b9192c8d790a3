import type { Me } from '../../api/dto';
import { ended } from '../../shared/ended';
import { exactWords } from '../../shared/time';

/** What is told to an account whose binding was taken back; empty for all others. */
export const releasedWords = ({ released }: Me): string =>
  released === undefined
    ? ''
    : `这个微信的绑定已于${exactWords(released.at)} 由学校解除，原因：${ended(released.reason)}有疑问请到活动办公室核对。`;
