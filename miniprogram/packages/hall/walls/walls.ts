import { ask, command } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { lookEvery, stopLooking } from '../../../api/looking';
import { blankScreen, pullDown, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { WALL_SHOWS } from '../../../shared/hall';
import { openPage } from '../../../shared/open-page';
import { type WallsView, wallsView } from './view';

type Walls = Output<'hall.walls'>;

/** A browser that has just entered the digits is to be seen here while the office looks. */
const LOOK_EVERY = 5_000;

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as WallsView | null,
    choices: Object.entries(WALL_SHOWS).map(([key, label]) => ({ key, label })),
    problem: '',
    isSending: false,
    skeleton: [{ width: '40%' }, { height: '160rpx' }, 1, 1],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    lookEvery(
      this,
      LOOK_EVERY,
      () => ask('hall.walls', { sessionId: this.data.id }),
      (walls) => ({ view: wallsView(walls) }),
    );
    await this.load();
  },
  onHide() {
    stopLooking(this);
  },
  onUnload() {
    stopLooking(this);
  },
  async onPullDownRefresh() {
    await pullDown(() => this.load());
  },
  async load() {
    await show(this, () => ask('hall.walls', { sessionId: this.data.id }), wallsView);
  },
  async give(run: () => Promise<Walls>) {
    if (this.data.isSending) return;
    this.setData({ isSending: true, problem: '' });
    try {
      this.setData({ view: wallsView(await run()) });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
  async takeCode() {
    await this.give(() => command('hall.wallCode', { sessionId: this.data.id }));
  },
  async pick(event: WechatMiniprogram.CustomEvent) {
    const picked = changedText(event);
    const shows = picked === 'announcement' || picked === 'quiet' ? picked : 'session';
    await this.give(() => command('hall.showOnWall', { sessionId: this.data.id, shows }));
  },
  async end(event: WechatMiniprogram.TouchEvent) {
    const screenId = dataText(event, 'id');
    await this.give(() => command('hall.endWall', { sessionId: this.data.id, screenId }));
  },
  openOwn() {
    openPage(`/packages/hall/wall/wall?id=${this.data.id}`);
  },
});
