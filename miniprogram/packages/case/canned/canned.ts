import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import type { Output } from '../../../api/dto';
import { fieldSentences } from '../../../api/errors';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { CASE_LIMITS } from '../../../shared/case';
import { changedText, dataText } from '../../../shared/event';
import { LIMITS } from '../../../shared/limits';

interface Draft {
  id: string | null;
  title: string;
  text: string;
}

Page({
  data: {
    ...blankScreen(),
    departmentId: '',
    view: null as Output<'case.cannedAnswers'> | null,
    draft: null as Draft | null,
    problem: '',
    isSending: false,
    limits: { ...LIMITS, ...CASE_LIMITS },
    skeleton: [{ width: '60%' }, 1, { width: '60%' }, 1],
  },
  onLoad(query: Record<string, string | undefined>) {
    this.setData({ departmentId: query.department ?? '' });
  },
  async onShow() {
    await this.load();
  },
  async load() {
    const { departmentId } = this.data;
    await show(
      this,
      () => ask('case.cannedAnswers', { departmentId }),
      (answer) => answer,
    );
  },
  add() {
    this.setData({ draft: { id: null, title: '', text: '' }, problem: '' });
  },
  edit(event: WechatMiniprogram.TouchEvent) {
    const one = this.data.view?.answers.find(({ id }) => id === dataText(event, 'id'));
    if (one) this.setData({ draft: { ...one }, problem: '' });
  },
  close() {
    this.setData({ draft: null });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    const { draft } = this.data;
    const part = { [dataText(event, 'field')]: changedText(event) };
    if (draft) this.setData({ draft: { ...draft, ...part }, problem: '' });
  },
  async save() {
    const { draft, departmentId } = this.data;
    if (!draft) return;
    if (draft.title.trim() === '' || draft.text.trim() === '') {
      this.setData({ problem: '标题和内容都要写' });
      return;
    }
    const { id: answerId, title, text } = draft;
    await this.run(() => command('case.saveCannedAnswer', { departmentId, answerId, title, text }));
  },
  async remove() {
    const { draft, departmentId } = this.data;
    const answerId = draft?.id;
    if (answerId) await this.run(() => command('case.removeCannedAnswer', { departmentId, answerId }));
  },
  async run(give: () => Promise<unknown>) {
    if (this.data.isSending) return;
    this.setData({ isSending: true, problem: '' });
    try {
      await give();
      this.setData({ draft: null });
      await this.load();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const [first] = Object.values(fieldSentences(error.fields));
      this.setData({ problem: first ?? sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
