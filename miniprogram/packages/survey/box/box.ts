import { CallError } from '../../../api/call-error';
import { ask } from '../../../api/client';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { openPage } from '../../../shared/open-page';
import { progressOf } from '../../../shared/percent';
import { copyText } from '../../../view/copy-text';
import { fetchBox, handOut, keepFile } from './box-file';
import {
  announcedSessions,
  type BoxRow,
  type BoxView,
  boxRows,
  type PublicFile,
  publicFiles,
  recountCommand,
} from './view';

Page({
  data: {
    ...blankScreen(),
    sessionId: '',
    /** Its place among the sessions to choose from. */
    sessionAt: 0,
    view: null as BoxView | null,
    percent: 0,
    progress: '',
    path: '',
    fileName: '',
    command: '',
    files: [] as PublicFile[],
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
        const sessionAt = Math.max(
          0,
          sessions.findIndex(({ key }) => key === sessionId),
        );
        this.setData({ sessionId, sessionAt });
        const results = sessionId === '' ? [] : (await ask('survey.results', { sessionId })).data.results;
        return { ...list, data: { sessions, boxes: boxRows(results) } satisfies BoxView };
      },
      (view) => view,
    );
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    const sessionId = this.data.view?.sessions[Number(changedText(event))]?.key ?? '';
    this.setData({ sessionId, path: '', progress: '', problem: '' });
    await this.load();
  },
  async take(event: WechatMiniprogram.TouchEvent) {
    const survey = dataText(event, 'id');
    const asked = dataText(event, 'version');
    const version = asked === '' ? {} : { version: Number(asked) };
    const row = this.data.view?.boxes.find(({ id }) => id === survey);
    if (this.data.isTaking || !row) return;
    this.setData({ isTaking: true, problem: '', path: '', percent: 0, progress: '正在下载' });
    try {
      const { fileName, text } = await fetchBox({ survey, ...version }, (part, parts) =>
        this.setData({ percent: progressOf(part, parts), progress: `${part}/${parts} 份` }),
      );
      this.setData({ fileName });
      this.keep(text, row, asked === '');
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const isGone = error.code === 'results_not_ready' || error.code === 'not_found';
      this.setData({
        problem: isGone ? '本期没有留下票箱，只有通报的结果。' : sentenceFor(error),
        progress: '',
      });
    } finally {
      this.setData({ isTaking: false });
    }
  },
  /** An earlier version is for comparing; the newest brings the command. */
  keep(text: string, { anchors, openingUrl, countedUrl }: BoxRow, isNewest: boolean) {
    const { fileName } = this.data;
    const path = keepFile(fileName, text);
    const command = isNewest ? recountCommand(fileName, anchors) : '';
    const files = isNewest ? publicFiles(openingUrl, countedUrl) : [];
    this.setData({ path, command, files, progress: '下载完成' });
  },
  save() {
    const { path, fileName } = this.data;
    handOut(path, fileName, (problem) => this.setData({ problem }));
  },
  openReceipt() {
    openPage('/packages/survey/receipt/receipt');
  },
  copy() {
    copyText(this.data.command);
  },
  copyAddress(event: WechatMiniprogram.TouchEvent) {
    copyText(dataText(event, 'url'));
  },
});
