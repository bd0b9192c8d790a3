import { command } from '../../../api/client';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { type RosterView, rosterView } from './view';

Page({
  data: {
    csv: '',
    fileName: '',
    view: null as RosterView | null,
    isDone: false,
    isSending: false,
    problem: '',
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ csv: changedText(event), fileName: '', view: null, isDone: false, problem: '' });
  },
  choose() {
    wx.chooseMessageFile({
      count: 1,
      type: 'file',
      extension: ['csv'],
      success: ({ tempFiles }) => {
        const file = tempFiles[0];
        if (file) this.read(file.path, file.name);
      },
    });
  },
  read(filePath: string, fileName: string) {
    wx.getFileSystemManager().readFile({
      filePath,
      encoding: 'utf8',
      success: ({ data }) => {
        if (typeof data === 'string')
          this.setData({ csv: data, fileName, view: null, isDone: false, problem: '' });
      },
      fail: () => this.setData({ problem: '这个文件读不出来，请另存为 UTF-8 的 csv 再选。' }),
    });
  },
  check() {
    return this.send(true);
  },
  load() {
    return this.send(false);
  },
  async send(isDryRun: boolean) {
    const { csv, isSending } = this.data;
    if (isSending || csv.trim() === '') return;
    this.setData({ isSending: true, problem: '' });
    try {
      const outcome = await command('account.importRoster', { csv, isDryRun });
      this.setData({ view: rosterView(outcome), isDone: !isDryRun });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
