import { CallError } from '../../../api/call-error';
import { ask } from '../../../api/client';
import { departmentNames } from '../../../api/departments';
import { serverNow } from '../../../api/server-time';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { instantOf, isoDate } from '../../../shared/time';
import { isComputer } from '../../../view/computer';
import { type LedgerView, ledgerView } from './view';

const DAY = 86_400_000;

Page({
  data: {
    from: '',
    to: '',
    departments: [] as { key: string; label: string }[],
    departmentId: '',
    view: null as LedgerView | null,
    percent: 0,
    progress: '',
    problem: '',
    path: '',
    isMaking: false,
  },
  async onLoad(query: Record<string, string | undefined>) {
    const now = serverNow();
    this.setData({ from: isoDate(now - 180 * DAY), to: isoDate(now), departmentId: query.department ?? '' });
    const names = await departmentNames();
    const all = Object.entries(names).map(([key, label]) => ({ key, label }));
    this.setData({ departments: [{ key: '', label: '全部部门' }, ...all] });
  },
  pickFrom(event: WechatMiniprogram.CustomEvent) {
    this.setData({ from: changedText(event), path: '', view: null, progress: '' });
  },
  pickTo(event: WechatMiniprogram.CustomEvent) {
    this.setData({ to: changedText(event), path: '', view: null, progress: '' });
  },
  pickDepartment(event: WechatMiniprogram.CustomEvent) {
    this.setData({ departmentId: changedText(event), path: '', view: null, progress: '' });
  },
  async make() {
    const { from, to, departmentId, isMaking } = this.data;
    const begin = instantOf(from, '00:00');
    const end = instantOf(to, '00:00');
    if (isMaking || begin === null || end === null) return;
    if (end < begin) {
      this.setData({ problem: '开始的日期要在结束之前。' });
      return;
    }
    const range = { from: begin, to: end + DAY, ...(departmentId === '' ? {} : { departmentId }) };
    this.setData({ isMaking: true, problem: '', path: '', percent: 10, progress: '正在汇总' });
    try {
      const { data } = await ask('survey.ledger', range);
      this.setData({ view: ledgerView(data), percent: 50, progress: '正在生成文件' });
      const file = (await ask('survey.ledgerFile', range)).data;
      const path = `${wx.env.USER_DATA_PATH}/${file.fileName}`;
      wx.getFileSystemManager().writeFileSync(path, file.base64, 'base64');
      this.setData({ path, percent: 100, progress: `共 ${data.cards.length} 张牌` });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error), progress: '' });
    } finally {
      this.setData({ isMaking: false });
    }
  },
  open() {
    const filePath = this.data.path;
    const fail = ({ errMsg }: { errMsg: string }) => {
      if (!/cancel/.test(errMsg)) this.setData({ problem: '没能打开文件，请再试一次。' });
    };
    if (isComputer()) wx.saveFileToDisk({ filePath, fail });
    else wx.openDocument({ filePath, fileType: 'xlsx', showMenu: true, fail });
  },
});
