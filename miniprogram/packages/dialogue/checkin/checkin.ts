import { bindInstead } from '../../../api/binding';
import { CallError } from '../../../api/call-error';
import { ask } from '../../../api/client';
import { askConsent } from '../../../api/consent';
import {
  type CheckedIn,
  checkIn,
  fetchCredentials,
  holdingOf,
  prepareCredentials,
} from '../../../api/credentials';
import type { MyBooking } from '../../../api/dto';
import { blankScreen, show } from '../../../api/screen';
import { serverNow } from '../../../api/server-time';
import { sentenceFor, toastTrouble } from '../../../api/trouble';
import { CredentialError } from '../../../ballot/credential-error';
import { hallCodeIn, scannedIn, sessionOfScene } from '../../../shared/hall';
import { openPage } from '../../../shared/open-page';
import { isComputer } from '../../../view/computer';
import {
  type Arrival,
  arrivalView,
  type CheckInView,
  cameraProblem,
  checkInView,
  credentialNote,
} from './view';

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as CheckInView | null,
    problem: '',
    isBusy: false,
    isReminded: false,
    templates: {} as Record<string, string>,
    skeleton: [{ width: '40%' }, { width: '75%', height: '72rpx' }, 1, { height: '100rpx' }],
  },
  /** The ticket for the code that WeChat's own 扫一扫 opened this page with; used once. */
  scanned: '',
  booking: null as MyBooking | null,
  async onLoad(query: Record<string, string | undefined>) {
    const scanned = query.q ? scannedIn(query.q) : null;
    this.scanned = query.ticket ?? '';
    // The fixed code beside the wall names the session and lets nobody in.
    this.setData({ id: query.id ?? scanned?.sessionId ?? sessionOfScene(query.scene ?? '') });
    // Before anything is read: the code is good for seconds, what it is exchanged for for minutes.
    if (scanned) await this.hold(scanned.code);
    await this.load();
  },
  async hold(code: string) {
    try {
      const { data } = await ask('hall.holdCode', { sessionId: this.data.id, code });
      this.scanned = data.ticket;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.setData({ problem: sentenceFor(error) });
    }
  },
  async load() {
    const { id } = this.data;
    const answer = await show(
      this,
      async () => {
        const [session, mine, me] = await Promise.all([
          ask('session.get', { sessionId: id }),
          this.mine(),
          ask('account.me', {}),
        ]);
        return { ...session, data: { ...session.data, mine, me: me.data } };
      },
      ({ session, booking, mine }, now) =>
        checkInView(
          { session, booking },
          mine.find(({ sessionId }) => sessionId === id) ?? null,
          holdingOf(id),
          now,
        ),
    );
    if (!answer) return;
    if (!answer.me.person) {
      const ticket = this.scanned === '' ? '' : `&ticket=${encodeURIComponent(this.scanned)}`;
      bindInstead(`/packages/dialogue/checkin/checkin?id=${id}${ticket}`);
      return;
    }
    this.booking = answer.booking;
    this.setData({ templates: answer.me.templates });
    wx.setNavigationBarTitle({ title: `第 ${answer.session.number} 期签到` });
    if (!this.data.view?.canScan) return;
    const code = this.scanned;
    this.scanned = '';
    if (code !== '') await this.run(() => checkIn(id, code));
    else if (isComputer()) this.sendToPhone();
    else await this.prepare();
  },
  /** A computer is not carried to the screen, and could not keep the credentials. */
  sendToPhone() {
    const { view } = this.data;
    if (view)
      this.setData({
        view: { ...view, canScan: false, hint: '请用手机打开微信，扫会场大屏幕上的二维码签到。' },
      });
  },
  async mine() {
    try {
      return (await ask('survey.mine', {})).data.attended;
    } catch (error) {
      // Without an identity there is none; the page asks for one next.
      if (error instanceof CallError && error.code === 'not_bound') return [];
      throw error;
    }
  },
  /** While the person reads and raises the phone, so that a code of twenty seconds is enough. */
  async prepare() {
    try {
      await prepareCredentials(this.data.id);
    } catch (error) {
      // Checking in tries again and says what is the matter.
      if (!(error instanceof CallError) && !(error instanceof CredentialError)) throw error;
    }
  },
  async scan() {
    if (this.data.isBusy) return;
    let code: string;
    try {
      code = (await wx.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] })).result;
    } catch (error) {
      this.setData({ problem: cameraProblem(error) });
      return;
    }
    if (code === '') {
      this.setData({ problem: '这不是签到码，请扫会场大屏幕上的二维码。' });
      return;
    }
    await this.run(() => checkIn(this.data.id, hallCodeIn(code)?.code ?? code));
  },
  async fetch() {
    const { view } = this.data;
    // Fetching is no second check-in: what is said of the first one stays.
    await this.run(() => fetchCredentials(this.data.id), view?.arrival ?? null);
  },
  async run(work: () => Promise<CheckedIn>, arrived: Arrival | null = null) {
    const { view, isBusy } = this.data;
    if (!view || isBusy) return;
    this.setData({ isBusy: true, problem: '' });
    try {
      const { answer, holding } = await work();
      const credentials = credentialNote(holding, answer.hasIssued, true);
      this.setData({
        view: {
          ...view,
          canScan: false,
          arrival: arrived ?? arrivalView(answer, this.booking, serverNow()),
          credentials,
        },
      });
    } catch (error) {
      if (error instanceof CredentialError)
        this.setData({ view: { ...view, credentials: credentialNote('refused', false, true) } });
      else this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isBusy: false });
    }
  },
  async remind() {
    try {
      await askConsent(['survey_open', 'survey_closing', 'results'], this.data.templates);
      this.setData({ isReminded: true });
    } catch (error) {
      toastTrouble(error);
    }
  },
  openAgenda() {
    openPage(`/packages/dialogue/agenda/agenda?id=${this.data.id}`);
  },
  openAttendees() {
    openPage(`/packages/dialogue/attendees/attendees?id=${this.data.id}`);
  },
  openWhy() {
    openPage('/packages/dialogue/anonymity/anonymity');
  },
});
