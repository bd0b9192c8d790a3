import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { randomName } from '../../../api/pictures';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { progressOf } from '../../../shared/percent';
import { dateWords, instantOf, isoDate } from '../../../shared/time';
import { isComputer } from '../../../view/computer';

const DAY = 86_400_000;
const LOOK_EVERY = 700;

Page({
  data: {
    from: '',
    to: '',
    fromWords: '',
    toWords: '',
    departments: [] as { key: string; label: string }[],
    departmentId: '',
    /** Only the office may ask for the words as they were written. */
    mayBeRaw: false,
    wordings: [
      { key: 'bare', label: '隐去个人信息' },
      { key: 'raw', label: '原文' },
    ],
    wording: 'bare',
    percent: 0,
    progress: '',
    problem: '',
    fileName: '',
    url: '',
    isMaking: false,
  },
  async onLoad() {
    const now = serverNow();
    this.setPeriod({ from: isoDate(now - 90 * DAY), to: isoDate(now) });
    const [{ data: me }, names] = await Promise.all([ask('account.me', {}), departmentNames()]);
    const grants = me.person?.roles ?? [];
    const isOffice = grants.some(({ role }) => role === 'office');
    const seesAll = grants.some(({ role }) => role === 'office' || role === 'leader' || role === 'admin');
    const own = grants.flatMap(({ role, departmentId }) => (role === 'head' ? (departmentId ?? []) : []));
    const all = Object.entries(names).map(([key, label]) => ({ key, label }));
    const departments = seesAll
      ? [{ key: '', label: '全部部门' }, ...all]
      : all.filter(({ key }) => own.includes(key));
    this.setData({ departments, departmentId: departments[0]?.key ?? '', mayBeRaw: isOffice });
  },
  setPeriod(part: { from?: string; to?: string }) {
    const { from, to } = { ...this.data, ...part };
    const words = (date: string) =>
      date && `${date.slice(0, 4)}年${dateWords(instantOf(date, '00:00') ?? 0)}`;
    this.setData({
      from,
      to,
      fromWords: words(from),
      toWords: words(to),
      url: '',
      fileName: '',
      progress: '',
    });
  },
  pickFrom(event: WechatMiniprogram.CustomEvent) {
    this.setPeriod({ from: changedText(event) });
  },
  pickTo(event: WechatMiniprogram.CustomEvent) {
    this.setPeriod({ to: changedText(event) });
  },
  pickDepartment(event: WechatMiniprogram.CustomEvent) {
    this.setData({ departmentId: changedText(event), url: '' });
  },
  pickWording(event: WechatMiniprogram.CustomEvent) {
    this.setData({ wording: changedText(event), url: '' });
  },
  async make() {
    const { from, to, departmentId, wording, isMaking } = this.data;
    const begin = instantOf(from, '00:00');
    const end = instantOf(to, '00:00');
    if (isMaking || begin === null || end === null) return;
    this.setData({ isMaking: true, problem: '', percent: 0, progress: '正在汇总', url: '' });
    const ledgerId = `ledger-${await randomName()}`;
    const timer = setInterval(() => void this.look(ledgerId), LOOK_EVERY);
    try {
      const period = { from: begin, to: end + DAY };
      const made = await command('report.makeLedger', {
        ledgerId,
        ...period,
        departmentId: departmentId || null,
        isRaw: wording === 'raw',
      });
      if (made.state === 'failed') this.setData({ problem: '生成失败，请重试。' });
      else
        this.setData({
          url: made.url,
          fileName: made.fileName,
          percent: 100,
          progress: `共 ${made.total} 件`,
        });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error), progress: '' });
    } finally {
      clearInterval(timer);
      this.setData({ isMaking: false });
    }
  },
  /** How far it is; a look that fails changes nothing, the next one comes at once. */
  async look(ledgerId: string) {
    try {
      const { data } = await ask('report.ledger', { ledgerId });
      if (!this.data.isMaking || data.total === 0) return;
      this.setData({
        percent: progressOf(data.done, data.total),
        progress: `${data.done}/${data.total} 件`,
      });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
    }
  },
  /** Under a name of its own: a temporary file has a random one, and a computer would propose that. */
  open() {
    const { url, fileName } = this.data;
    const filePath = `${wx.env.USER_DATA_PATH}/${fileName}`;
    wx.downloadFile({
      url,
      filePath,
      success: ({ statusCode }) =>
        statusCode === 200 ? this.show(filePath) : this.setData({ problem: '下载失败，请重试。' }),
      fail: ({ errMsg }) =>
        this.setData({
          problem: /domain list/.test(errMsg)
            ? '学校未设置下载域名，请联系系统管理员。'
            : '下载失败，请重试。',
        }),
    });
  },
  /** A computer has no viewer of its own inside WeChat that could pass the file on: it goes to the disk. */
  show(filePath: string) {
    const fail = ({ errMsg }: { errMsg: string }) => {
      if (!/cancel/.test(errMsg)) this.setData({ problem: '无法打开台账，请重试。' });
    };
    if (isComputer()) wx.saveFileToDisk({ filePath, fail });
    else wx.openDocument({ filePath, fileType: 'xlsx', showMenu: true, fail });
  },
});
