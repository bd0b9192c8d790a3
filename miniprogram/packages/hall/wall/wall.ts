import { encode } from 'uqr';
import { CallError } from '../../../api/call-error';
import { ask } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { blankScreen } from '../../../api/screen';
import { troubleOf } from '../../../api/trouble';
import { COLLEGE } from '../../../shared/college';
import { codeAt, hallLink, opensWords } from '../../../shared/hall';
import { isComputer } from '../../../view/computer';
import { pictureOf } from '../../../view/qr';
import { type ScreenView, screenView } from './view';

const TICK = 500;
const ASK_CODES_EVERY = 60_000;
const LOOK_EVERY = 4_000;
/** A tick that took this much longer than it should means that the clock was set or the machine slept. */
const JUMP = 5_000;

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as ScreenView | null,
    qr: '',
    /** Opens the check-in page from WeChat's own scanner, where the rotating code is no link. */
    doorCode: '',
    left: '',
    opens: '',
    isCut: false,
    /** There WeChat's own title bar stands above the page and leads back. */
    hasTitleBar: false,
    skeleton: [{ height: '400rpx' }],
  },
  codes: [] as Output<'hall.codes'>['codes'],
  opensInMs: 0,
  /** When the codes arrived; everything is counted from there. */
  arrived: 0,
  ticked: 0,
  shown: '',
  isAsking: false,
  timers: [] as ReturnType<typeof setInterval>[],
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '', hasTitleBar: isComputer() });
    wx.setKeepScreenOn({ keepScreenOn: true });
  },
  async onShow() {
    this.stop();
    this.ticked = Date.now();
    this.timers = [
      setInterval(() => this.tick(), TICK),
      setInterval(() => void this.askCodes(), ASK_CODES_EVERY),
      setInterval(() => void this.look(), LOOK_EVERY),
    ];
    await this.load();
  },
  onHide() {
    this.stop();
  },
  onUnload() {
    this.stop();
    wx.setKeepScreenOn({ keepScreenOn: false });
  },
  stop() {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  },
  async load() {
    await this.look();
    await Promise.all([this.askCodes(), this.askDoorCode()]);
  },
  /** Once for this page: the code stays the same. */
  async askDoorCode() {
    const { id, doorCode, view } = this.data;
    if (COLLEGE.host !== '' || doorCode !== '' || view?.stage === 'after') return;
    try {
      const { data } = await ask('hall.doorCode', { sessionId: id });
      this.setData({ doorCode: data.picture });
    } catch (error) {
      this.bear(error);
    }
  },
  async look() {
    try {
      const { data } = await ask('hall.wall', { sessionId: this.data.id });
      this.setData({ view: screenView(data), phase: 'ready', trouble: null, isCut: false });
    } catch (error) {
      this.bear(error);
    }
  },
  async askCodes() {
    if (this.isAsking || this.data.view?.stage === 'after') return;
    this.isAsking = true;
    try {
      const { data } = await ask('hall.codes', { sessionId: this.data.id });
      this.codes = data.codes;
      this.opensInMs = data.opensInMs;
      this.arrived = Date.now();
      this.tick();
    } catch (error) {
      this.bear(error);
    } finally {
      this.isAsking = false;
    }
  },
  /** Without network the screen goes on with the codes it has; a small mark tells the office. */
  bear(error: unknown) {
    if (!(error instanceof CallError)) throw error;
    if (this.data.phase === 'ready') this.setData({ isCut: error.isCut });
    else this.setData({ phase: 'trouble', trouble: troubleOf(error) });
  },
  tick() {
    const now = Date.now();
    const isJump = Math.abs(now - this.ticked - TICK) > JUMP;
    this.ticked = now;
    if (isJump) void this.askCodes();
    const elapsed = now - this.arrived;
    const opens = opensWords(this.opensInMs - elapsed);
    if (opens !== this.data.opens) this.setData({ opens });
    const code = opens === '' ? codeAt(this.codes, elapsed) : null;
    const left = code ? `${Math.ceil(code.leftMs / 1000)} 秒后换新码` : '';
    if (left !== this.data.left) this.setData({ left });
    if (code?.text === this.shown || (!code && this.shown === '')) return;
    this.shown = code?.text ?? '';
    this.setData({
      qr: code ? pictureOf(encode(hallLink(COLLEGE.host, code.text), { ecc: 'M' }).data) : '',
    });
    if (!code && opens === '') void this.askCodes();
  },
  leave() {
    wx.navigateBack({ fail: () => wx.switchTab({ url: '/pages/home/home' }) });
  },
});
