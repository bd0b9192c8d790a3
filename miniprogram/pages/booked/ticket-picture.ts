import type { MyBooking } from '../../api/dto';
import { WISHES } from '../../shared/labels';
import { exactWords } from '../../shared/time';
import { stateWords } from '../../view/booking';

/** What of a 2d context the picture needs. */
type Pen = Pick<
  WechatMiniprogram.CanvasRenderingContext.CanvasRenderingContext2D,
  'fillStyle' | 'font' | 'fillRect' | 'fillText' | 'measureText'
>;

interface Line {
  words: string;
  size: number;
  isStrong: boolean;
}

/** In pixels. A picture lies among others, by day and by night: it has colours of its own. */
export const PICTURE = { width: 900, height: 680 } as const;
const MARGIN = 72;
const COLOURS = { paper: '#fffefb', ink: '#1b272a', strong: '#17565c' };

/** What stands on the picture: no name and no question, as it may be shown to others. */
export function pictureLines(booking: MyBooking, now: number): Line[] {
  const line = (words: string, size: number, isStrong = false): Line => ({ words, size, isStrong });
  return [
    line(`四点对话 第 ${booking.sessionNumber} 期`, 40),
    line(stateWords(booking, now), 56, true),
    line(exactWords(booking.startsAt), 40),
    line(booking.venue, 40),
    line(`${WISHES[booking.wish]} · 预约码 ${booking.code}`, 40),
    line('请提前到场签到，到签到台可报预约码', 32),
  ].filter(({ words }) => words !== '');
}

/** A line in as many as it takes; Chinese breaks anywhere. */
export function brokenLines(words: string, most: number, widthOf: (words: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const letter of words) {
    if (line !== '' && widthOf(line + letter) > most) {
      lines.push(line);
      line = '';
    }
    line += letter;
  }
  return [...lines, line];
}

/** Draws the ticket; what does not fit below is left out, the last line first. */
export function drawTicket(pen: Pen, booking: MyBooking, now: number): void {
  pen.fillStyle = COLOURS.paper;
  pen.fillRect(0, 0, PICTURE.width, PICTURE.height);
  pen.fillStyle = COLOURS.strong;
  pen.fillRect(0, 0, PICTURE.width, 20);
  let y = MARGIN;
  for (const { words, size, isStrong } of pictureLines(booking, now)) {
    pen.fillStyle = isStrong ? COLOURS.strong : COLOURS.ink;
    pen.font = `${isStrong ? 'bold ' : ''}${size}px 'PingFang SC', 'Noto Sans SC Variable', 'Microsoft YaHei', sans-serif`;
    const most = PICTURE.width - 2 * MARGIN;
    for (const line of brokenLines(words, most, (part) => pen.measureText(part).width)) {
      y += size * 1.4;
      if (y > PICTURE.height - MARGIN / 2) return;
      pen.fillText(line, MARGIN, y);
    }
    y += 24;
  }
}
