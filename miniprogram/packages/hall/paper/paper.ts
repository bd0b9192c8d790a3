import { ask, command } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { randomName } from '../../../api/pictures';
import { blankScreen, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { dropPaper, keepPaper, readPaper } from './kept';
import { numbersOf, type PaperRow, paperBatches, paperRows, paperSummary, sendable } from './numbers';

/** A hall's whole paper: a thousand numbers with what stands between them. */
const TEXT_MAX = 22_000;

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as { title: string } | null,
    text: '',
    textMax: TEXT_MAX,
    /** How many are ready to be sent. */
    ready: 0,
    rows: [] as PaperRow[],
    summary: '',
    hasUnknown: false,
    problem: '',
    isSending: false,
    skeleton: [{ width: '50%' }, { height: '320rpx' }, 1],
  },
  startsAt: 0,
  /** Of numbers that were sent before and may not have arrived. */
  ids: new Map() as ReadonlyMap<string, string>,
  async onLoad(query: Record<string, string | undefined>) {
    const id = query.id ?? '';
    const { text, ids } = readPaper(id);
    this.ids = ids;
    this.setData({ id });
    this.take(text);
    await this.load();
  },
  async load() {
    const answer = await show(
      this,
      () => ask('hall.view', { sessionId: this.data.id }),
      ({ number }) => ({ title: `第 ${number} 期` }),
    );
    if (answer) this.startsAt = answer.startsAt;
  },
  take(text: string) {
    const ready = sendable(numbersOf(text)).length;
    this.setData({ text, ready, rows: [], summary: '', hasUnknown: false, problem: '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const text = changedText(event);
    if (text === this.data.text) return;
    keepPaper(this.data.id, { text, ids: this.ids });
    this.take(text);
  },
  /** All of them in one go. What is sent again is the same entry again, so a list may be sent until it is through. */
  async send() {
    const { id, text, isSending } = this.data;
    if (isSending) return;
    this.setData({ isSending: true, problem: '' });
    const numbers = numbersOf(text);
    const results = new Map<string, Output<'hall.deskCheckIn'>['results'][number]>();
    try {
      this.ids = await this.entriesOf(sendable(numbers));
      keepPaper(id, { text, ids: this.ids });
      for (const entries of paperBatches(this.ids, this.startsAt, serverNow())) {
        const answer = await command('hall.deskCheckIn', { sessionId: id, entries });
        for (const { entryId, number } of entries) {
          const result = answer.results.find((one) => one.entryId === entryId);
          if (result && number !== undefined) results.set(number, result);
        }
      }
      dropPaper(id);
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({
        isSending: false,
        rows: paperRows(numbers, results),
        summary: paperSummary(numbers, results),
        hasUnknown: [...results.values()].some(({ answer }) => answer === 'unknown'),
      });
    }
  },
  async entriesOf(numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const number of numbers) ids.set(number, this.ids.get(number) ?? `paper-${await randomName()}`);
    return ids;
  },
  openChecks() {
    openPage(`/packages/hall/unmatched/unmatched?id=${this.data.id}`);
  },
});
