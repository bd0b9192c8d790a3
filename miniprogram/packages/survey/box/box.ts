import { CallError } from '../../../api/call-error';
import { ask } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { progressOf } from '../../../shared/percent';
import { isComputer } from '../../../view/computer';
import { copyText } from '../../../view/copy-text';
import { announcedSessions, type BoxView, boxRows, recountCommand } from './view';

Page({
  data: {
    ...blankScreen(),
    sessionId: '',
    view: null as BoxView | null,
    percent: 0,
    progress: '',
    path: '',
    fileName: '',
    command: '',
    problem: '',
    isTaking: false,
    skeleton: [{ width: '60%' }, { height: '88rpx' }, { height: '260rpx' }],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ sessionId: query.id ?? '' });
    await this.load();
  },
  async load() {
    await show(
      this,
      async () => {
        const list = await ask('session.list', {});
        const sessions = announcedSessions(list.data);
        const sessionId = this.data.sessionId || sessions[0]?.key || '';
        this.setData({ sessionId });
        const results = sessionId === '' ? [] : (await ask('survey.results', { sessionId })).data.results;
        return { ...list, data: { sessions, boxes: boxRows(results) } satisfies BoxView };
      },
      (view) => view,
    );
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    this.setData({ sessionId: changedText(event), path: '', progress: '', problem: '' });
    await this.load();
  },
  /** The box comes in parts; joined they are the file, byte for byte. */
  async take(event: WechatMiniprogram.TouchEvent) {
    const survey = dataText(event, 'id');
    if (this.data.isTaking || survey === '') return;
    this.setData({ isTaking: true, problem: '', path: '', percent: 0, progress: '正在下载' });
    try {
      const texts: string[] = [];
      for (let part = 0, parts = 1, from = 0; part < parts; ) {
        const { data } = await ask('survey.sealedBox', { survey, part, from });
        parts = data.parts;
        texts.push(data.text);
        from = data.next ?? 0;
        if (data.next !== null) continue;
        this.setData({
          fileName: data.fileName,
          percent: progressOf(part + 1, parts),
          progress: `${part + 1}/${parts} 份`,
        });
        part += 1;
      }
      this.keep(texts.join(''));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const isGone = error.code === 'results_not_ready' || error.code === 'not_found';
      this.setData({
        problem: isGone ? '这一期没有留下票箱，只有公布的结果。' : sentenceFor(error),
        progress: '',
      });
    } finally {
      this.setData({ isTaking: false });
    }
  },
  keep(text: string) {
    const { fileName } = this.data;
    const path = `${wx.env.USER_DATA_PATH}/${fileName}`;
    wx.getFileSystemManager().writeFileSync(path, text, 'utf8');
    this.setData({ path, command: recountCommand(fileName), progress: '下载完成' });
  },
  /** To a computer: WeChat there writes to the disk, a phone hands it to a chat. */
  save() {
    const { path, fileName } = this.data;
    const fail = ({ errMsg }: { errMsg: string }) => {
      if (!/cancel/.test(errMsg)) this.setData({ problem: '没能保存，请再试一次。' });
    };
    if (isComputer()) wx.saveFileToDisk({ filePath: path, fail });
    else wx.shareFileMessage({ filePath: path, fileName, fail });
  },
  copy() {
    copyText(this.data.command);
  },
});
