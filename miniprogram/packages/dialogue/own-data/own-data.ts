import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { fieldSentenceOf } from '../../../api/errors';
import { blankScreen, show, showMore } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor, toastTrouble } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { NOT_IN_OWN_DATA, type OwnPart } from '../../../shared/own-data';
import { isComputer } from '../../../view/computer';
import { correctedWords, fileText, OWN_PART_KEYS, type OwnDataView, partChoices, periodsOf } from './view';

const FILE_NAME = '我的数据.json';

Page({
  data: {
    ...blankScreen(),
    choices: partChoices,
    part: 'account' as OwnPart,
    view: null as OwnDataView | null,
    notes: NOT_IN_OWN_DATA,
    phone: '',
    phoneProblem: '',
    problem: '',
    progress: '',
    isSaving: false,
    isSending: false,
    skeleton: [{ width: '60%' }, { height: '88rpx' }, { height: '260rpx' }],
  },
  async onLoad() {
    await this.load();
  },
  async load() {
    await show(
      this,
      async () => {
        const [records, book] = await Promise.all([
          ask('account.ownData', { section: this.data.part }),
          ask('account.rulebook', {}),
        ]);
        return { ...records, data: { ...records.data, periods: periodsOf(book.data) } };
      },
      ({ records, next, periods }): OwnDataView => ({ records, next: next ?? '', periods }),
    );
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    const part = OWN_PART_KEYS.find((key) => key === changedText(event));
    if (!part) return;
    this.setData({ part });
    await this.load();
  },
  async more() {
    await showMore(this, async (view, cursor) => {
      const { data } = await ask('account.ownData', { section: this.data.part, cursor });
      return { ...view, records: [...view.records, ...data.records], next: data.next ?? '' };
    });
  },
  /** Every part to its end, one call after the other; nothing is kept on the phone but the file. */
  async save() {
    if (this.data.isSaving) return;
    this.setData({ isSaving: true, problem: '', progress: '正在整理' });
    try {
      const parts: Partial<Record<OwnPart, OwnDataView['records']>> = {};
      for (const part of OWN_PART_KEYS) parts[part] = await this.whole(part);
      this.hand(fileText(parts, serverNow()));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error), progress: '' });
    } finally {
      this.setData({ isSaving: false });
    }
  },
  async whole(part: OwnPart): Promise<OwnDataView['records']> {
    const records: OwnDataView['records'] = [];
    let cursor: string | null = null;
    do {
      const { data }: { data: { records: OwnDataView['records']; next: string | null } } = await ask(
        'account.ownData',
        cursor === null ? { section: part } : { section: part, cursor },
      );
      records.push(...data.records);
      cursor = data.next;
    } while (cursor !== null);
    return records;
  },
  /** WeChat on a computer writes to the disk, a phone hands the file to a chat. */
  hand(text: string) {
    const filePath = `${wx.env.USER_DATA_PATH}/${FILE_NAME}`;
    wx.getFileSystemManager().writeFileSync(filePath, text, 'utf8');
    this.setData({ progress: '已整理' });
    const onComputer = isComputer();
    const problem = onComputer ? '保存失败，请重试' : '转发失败，请在电脑版微信打开本页保存';
    const fail = ({ errMsg }: { errMsg: string }) => {
      if (!/cancel/.test(errMsg)) this.setData({ problem });
    };
    if (onComputer) wx.saveFileToDisk({ filePath, fail });
    else wx.shareFileMessage({ filePath, fileName: FILE_NAME, fail });
  },
  typePhone(event: WechatMiniprogram.CustomEvent) {
    this.setData({ phone: changedText(event), phoneProblem: '' });
  },
  async correctPhone() {
    this.setData({ isSending: true, phoneProblem: '' });
    try {
      const { phone } = this.data;
      const { changed } = await command('account.correctPhone', { phone });
      wx.showToast({ title: correctedWords(phone, changed), icon: 'none' });
      await this.load();
    } catch (error) {
      const problem = error instanceof CallError ? (error.fields?.phone ?? '') : '';
      if (problem) this.setData({ phoneProblem: fieldSentenceOf(problem) });
      else toastTrouble(error);
    } finally {
      this.setData({ isSending: false });
    }
  },
  openErase() {
    openPage('/packages/dialogue/erase/erase');
  },
});
