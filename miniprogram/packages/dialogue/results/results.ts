import { ask } from '../../../api/client';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { toastTrouble } from '../../../api/trouble';
import { dataText } from '../../../shared/event';
import { sessionOfScene } from '../../../shared/hall';
import { openPage } from '../../../shared/open-page';
import { copyText } from '../../../view/copy-text';
import { openFile } from '../../../view/open-file';
import { type RoundView, roundView } from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    /** An earlier version of one survey's results; null: the newest of each. */
    shown: null as { survey: string; version: number } | null,
    view: null as { rounds: RoundView[] } | null,
    isProofOpen: false,
    isFetching: false,
    /** Questions whose details are shown, by id. */
    opened: {} as Record<string, boolean>,
    skeleton: [{ width: '60%', height: '56rpx' }, 1, { height: '200rpx' }, { height: '200rpx' }],
  },
  async onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? sessionOfScene(query.scene ?? '') });
    await this.load();
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    const { id, shown } = this.data;
    const answer = await show(
      this,
      () => ask('survey.results', shown ? { sessionId: id, shown } : { sessionId: id }),
      ({ results, before }) => ({ rounds: results.map((round) => roundView(round, before)) }),
    );
    const first = answer?.results[0];
    if (first) wx.setNavigationBarTitle({ title: `第 ${first.number} 期满意度结果` });
  },
  async pickVersion(event: WechatMiniprogram.TouchEvent) {
    const version = Number(dataText(event, 'version'));
    this.setData({ shown: { survey: dataText(event, 'survey'), version } });
    await this.load();
  },
  /** The announcement of one survey, in the version on the screen, to be printed and filed. */
  async openWord(event: WechatMiniprogram.TouchEvent) {
    const { id, shown, isFetching } = this.data;
    if (isFetching) return;
    const survey = dataText(event, 'survey');
    this.setData({ isFetching: true });
    try {
      const version = shown?.survey === survey ? { version: shown.version } : {};
      const { data } = await ask('report.resultsFile', { sessionId: id, survey, ...version });
      openFile(data, 'docx', (title) => void wx.showToast({ title, icon: 'none' }));
    } catch (error) {
      toastTrouble(error);
    } finally {
      this.setData({ isFetching: false });
    }
  },
  toggleProof() {
    this.setData({ isProofOpen: !this.data.isProofOpen });
  },
  copy(event: WechatMiniprogram.TouchEvent) {
    copyText(dataText(event, 'text'));
  },
  openCard(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    if (id) openPage(`/packages/dialogue/card/card?id=${id}`);
  },
  openCase(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/case/case?id=${dataText(event, 'id')}`);
  },
  openRules(event: WechatMiniprogram.TouchEvent) {
    openPage(`/pages/rulebook/rulebook?version=${dataText(event, 'version')}`);
  },
  toggleRow(event: WechatMiniprogram.TouchEvent) {
    const id = dataText(event, 'id');
    this.setData({ opened: { ...this.data.opened, [id]: !this.data.opened[id] } });
  },
  openMinutes() {
    openPage(`/packages/dialogue/minutes/minutes?id=${this.data.id}`);
  },
  openRemarks() {
    openPage(`/packages/dialogue/remarks/remarks?id=${this.data.id}`);
  },
  openVerify() {
    openPage('/packages/dialogue/verify/verify');
  },
  onShareAppMessage() {
    return { title: '四点对话满意度结果', path: `/packages/dialogue/results/results?id=${this.data.id}` };
  },
});
