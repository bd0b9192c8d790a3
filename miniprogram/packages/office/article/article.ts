import { openArticle } from '../../../api/article';
import { CallError } from '../../../api/call-error';
import { type Answered, ask, command } from '../../../api/client';
import { fieldSentences } from '../../../api/errors';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';
import { type ArticleAnswer, type ArticleView, articleView } from './view';

const KINDS = ['preview', 'minutes', 'results'] as const;

Page({
  data: {
    ...blankScreen(),
    id: '',
    view: null as ArticleView | null,
    url: '',
    problem: '',
    limits: LIMITS,
    isSending: false,
    skeleton: [{ width: '40%' }, 1, { height: '100rpx' }, { width: '40%' }, 1],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ id: query.id ?? '' });
  },
  async onShow() {
    await this.load();
  },
  async load() {
    await show(this, () => this.question(), articleView);
  },
  async question(): Promise<Answered<ArticleAnswer>> {
    const sessionId = this.data.id;
    const [session, candidates] = await Promise.all([
      ask('session.get', { sessionId }),
      this.candidates(sessionId),
    ]);
    return { ...session, data: { session: session.data.session, candidates } };
  },
  async candidates(sessionId: string) {
    try {
      return (await ask('session.articles', { sessionId })).data;
    } catch (error) {
      if (error instanceof CallError && error.code === 'official_account_unavailable') return null;
      throw error;
    }
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ url: changedText(event), problem: '' });
  },
  async attachPasted() {
    await this.change(() =>
      command('session.attachArticle', { sessionId: this.data.id, url: this.data.url }),
    );
    if (this.data.problem === '') this.setData({ url: '' });
  },
  async attach(event: WechatMiniprogram.TouchEvent) {
    const url = dataText(event, 'url');
    const article = this.data.view?.articles.find((one) => one.url === url);
    if (!article) return;
    const title = Array.from(article.title).slice(0, LIMITS.titleMax).join('');
    await this.change(() => command('session.attachArticle', { sessionId: this.data.id, url, title }));
  },
  async detach() {
    await this.change(() => command('session.detachArticle', { sessionId: this.data.id }));
  },
  async push(event: WechatMiniprogram.TouchEvent) {
    const wanted = dataText(event, 'what');
    const what = KINDS.find((kind) => kind === wanted);
    if (!what) return;
    const isPushed = await this.change(() => command('session.pushDraft', { sessionId: this.data.id, what }));
    if (isPushed) wx.showToast({ title: '草稿已放进公众号草稿箱', icon: 'none' });
  },
  async change(run: () => Promise<unknown>): Promise<boolean> {
    if (this.data.isSending) return false;
    this.setData({ isSending: true, problem: '' });
    try {
      await run();
    } catch (error) {
      const fields = error instanceof CallError ? fieldSentences(error.fields) : {};
      this.setData({ problem: fields.url ?? sentenceFor(error) });
      return false;
    } finally {
      this.setData({ isSending: false });
    }
    await this.load();
    return true;
  },
  open(event: WechatMiniprogram.TouchEvent) {
    openArticle(dataText(event, 'url'));
  },
});
