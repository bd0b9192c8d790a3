import { command } from '../../../api/client';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { type RosterView, rosterView } from './view';

Page({
  data: {
    csv: '',
    /** An Excel workbook in base64; stands instead of the text. */
    xlsx: '',
    fileName: '',
    view: null as RosterView | null,
    /** How many leave, typed where they are many. */
    leaving: '',
    isDone: false,
    isSending: false,
    problem: '',
    /** While a large file is on its way. */
    progress: '',
    /** Without it, as on a computer, the roster is pasted. */
    canChoose: true,
  },
  onLoad() {
    this.setData({ canChoose: wx.canIUse('chooseMessageFile') });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({
      csv: changedText(event),
      xlsx: '',
      fileName: '',
      view: null,
      isDone: false,
      leaving: '',
      problem: '',
    });
  },
  choose() {
    wx.chooseMessageFile({
      count: 1,
      type: 'file',
      extension: ['csv', 'xlsx'],
      success: ({ tempFiles }) => {
        const file = tempFiles[0];
        if (file) this.read(file.path, file.name);
      },
      fail: ({ errMsg }) => {
        if (!/cancel/.test(errMsg)) this.setData({ problem: '无法选择文件，请将名册粘贴到下方。' });
      },
    });
  },
  read(filePath: string, fileName: string) {
    const isWorkbook = fileName.toLowerCase().endsWith('.xlsx');
    wx.getFileSystemManager().readFile({
      filePath,
      encoding: isWorkbook ? 'base64' : 'utf8',
      success: ({ data }) => {
        if (typeof data !== 'string') return;
        const file = isWorkbook ? { csv: '', xlsx: data } : { csv: data, xlsx: '' };
        this.setData({ ...file, fileName, view: null, isDone: false, leaving: '', problem: '' });
      },
      fail: () => this.setData({ problem: '文件无法读取。请另存为 xlsx 或 UTF-8 的 csv，再选一次。' }),
    });
  },
  count(event: WechatMiniprogram.CustomEvent) {
    this.setData({ leaving: changedText(event) });
  },
  check() {
    return this.send(true);
  },
  load() {
    return this.send(false);
  },
  async send(isDryRun: boolean) {
    const { csv, xlsx, isSending, leaving } = this.data;
    if (isSending || (csv.trim() === '' && xlsx === '')) return;
    this.setData({ isSending: true, problem: '' });
    try {
      const typed = /^\d+$/.test(leaving.trim()) ? { leaving: Number(leaving) } : {};
      const outcome = await command(
        'account.importRoster',
        { csv, xlsx, isDryRun, ...typed },
        undefined,
        (done, of) => this.setData({ progress: `正在上传 ${done + 1}/${of}` }),
      );
      this.setData({ view: rosterView(outcome), isDone: !isDryRun });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false, progress: '' });
    }
  },
});
