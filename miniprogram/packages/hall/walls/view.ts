import type { Output } from '../../../api/dto';
import { clockWords } from '../../../shared/time';

export interface WallsView {
  /** Without https://, to be typed on another computer; empty where the college has no domain. */
  address: string;
  /** 123 456, easier to carry across a hall; empty while none is open. */
  code: string;
  shows: Output<'hall.walls'>['shows'];
  screens: { id: string; title: string; since: string }[];
}

export const wallsView = ({ address, code, shows, screens }: Output<'hall.walls'>): WallsView => ({
  address: address.replace(/^https:\/\//, ''),
  code: code === '' ? '' : `${code.slice(0, 3)} ${code.slice(3)}`,
  shows,
  screens: screens.map(({ id, pairedAt }, at) => ({
    id,
    title: `大屏 ${at + 1}`,
    since: `${clockWords(pairedAt)} 连接`,
  })),
});
