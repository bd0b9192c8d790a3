import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { askConsent } from '../../../api/consent';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor, toastTrouble } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { readCountsLine } from '../../../shared/opening-counts';
import { progressOf } from '../../../shared/percent';
import { copyText } from '../../../view/copy-text';
import { fetchBox, handOut, keepFile } from '../box/box-file';
import { COMMANDS, type KeysView, keysView, WAITED_FOR } from './view';

/** A public key of RSA-2048 as the observers' program prints it. */
const PUBLIC_KEY = /^[A-Za-z0-9_-]{392}$/;

Page({
  data: {
    ...blankScreen(),
    view: null as KeysView | null,
    commands: COMMANDS,
    templates: {} as Record<string, string>,
    label: '',
    publicKey: '',
    keyProblem: '',
    /** The survey whose counts are being typed, or whose box was fetched. */
    survey: '',
    line: '',
    problem: '',
    progress: '',
    percent: 0,
    path: '',
    fileName: '',
    isSending: false,
    limits: LIMITS,
    skeleton: [{ width: '60%' }, { height: '88rpx' }, { height: '260rpx' }],
  },
  async onLoad() {
    await this.load();
  },
  async load() {
    const told = await show(this, () => ask('survey.closingKeys', {}), keysView);
    if (told) this.setData({ templates: told.templates });
  },
  typeLabel(event: WechatMiniprogram.CustomEvent) {
    this.setData({ label: changedText(event), keyProblem: '' });
  },
  typeKey(event: WechatMiniprogram.CustomEvent) {
    this.setData({ publicKey: changedText(event), keyProblem: '' });
  },
  async register() {
    const { label, isSending } = this.data;
    const publicKey = this.data.publicKey.replace(/\s/g, '');
    if (isSending) return;
    if (label.trim() === '') return this.setData({ keyProblem: '请写明代表哪个组织，例如学生会。' });
    if (!PUBLIC_KEY.test(publicKey))
      return this.setData({ keyProblem: '公钥应是完整的一行，共 392 个字符，请重新复制。' });
    void this.askToBeTold();
    await this.change('keyProblem', () => command('survey.registerClosingKey', { label, publicKey }));
  },
  /**
   * One accept is one message: whoever registers, fetches or confirms is asked for the next one. Inside the tap, before
   * anything is awaited.
   */
  async askToBeTold() {
    try {
      await askConsent(WAITED_FOR, this.data.templates);
    } catch (error) {
      toastTrouble(error);
    }
  },
  withdraw() {
    this.askFirst('撤回登记', '已经开始的调查仍由原来的钥匙开封，私钥请保留到那时。', () =>
      this.change('keyProblem', () => command('survey.withdrawClosingKey', {})),
    );
  },
  async fetch(event: WechatMiniprogram.TouchEvent) {
    const survey = dataText(event, 'id');
    if (this.data.isSending) return;
    void this.askToBeTold();
    this.setData({ isSending: true, survey, problem: '', path: '', percent: 0, progress: '正在下载' });
    try {
      const box = await fetchBox({ survey }, (part, parts) =>
        this.setData({ percent: progressOf(part, parts), progress: `${part}/${parts} 份` }),
      );
      this.setData({
        fileName: box.fileName,
        path: keepFile(box.fileName, box.text),
        progress: '下载完成',
      });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error), progress: '' });
    } finally {
      this.setData({ isSending: false });
    }
  },
  save() {
    const { path, fileName } = this.data;
    handOut(path, fileName, () => this.setData({ problem: '没能保存，请再试一次。' }));
  },
  typeLine(event: WechatMiniprogram.CustomEvent) {
    this.setData({ survey: dataText(event, 'id'), line: changedText(event), problem: '' });
  },
  async confirm(event: WechatMiniprogram.TouchEvent) {
    const survey = dataText(event, 'id');
    const counts = this.data.survey === survey ? readCountsLine(this.data.line, survey) : null;
    if (!counts) return this.setData({ survey, problem: '请粘贴开封程序给出的完整一行。' });
    void this.askToBeTold();
    await this.change('problem', () => command('survey.confirmOpening', { survey, counts }));
  },
  giveUp(event: WechatMiniprogram.TouchEvent) {
    const survey = dataText(event, 'id');
    this.setData({ survey });
    this.askFirst('钥匙已遗失', '两位观察员都确认遗失后，本次评价作废，不能恢复。', () =>
      this.change('problem', () => command('survey.confirmOpening', { survey, counts: null })),
    );
  },
  /** Gives a command and shows how things stand after it; a refusal stands where it was given. */
  async change(place: 'problem' | 'keyProblem', give: () => Promise<unknown>) {
    if (this.data.isSending) return;
    this.setData({ isSending: true, [place]: '' });
    try {
      await give();
      this.setData({ label: '', publicKey: '', line: '' });
      await this.load();
    } catch (error) {
      this.setData({ [place]: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
  askFirst(title: string, content: string, then: () => Promise<void>) {
    wx.showModal({ title, content, success: ({ confirm }) => void (confirm && then()) });
  },
  copy(event: WechatMiniprogram.TouchEvent) {
    copyText(dataText(event, 'text'));
  },
});
