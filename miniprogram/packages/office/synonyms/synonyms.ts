import { CallError } from '../../../api/call-error';
import { ask, command } from '../../../api/client';
import { fieldSentences } from '../../../api/errors';
import { blankScreen, show } from '../../../api/screen';
import { sentenceFor } from '../../../api/trouble';
import { CASE_LIMITS } from '../../../shared/case';
import { changedText } from '../../../shared/event';

Page({
  data: {
    ...blankScreen(),
    view: null as { version: number; text: string } | null,
    text: '',
    problem: '',
    isSaved: false,
    isSending: false,
    limits: CASE_LIMITS,
    skeleton: [1, 1, 1],
  },
  onLoad() {
    return this.load();
  },
  async load() {
    await show(
      this,
      () => ask('case.synonyms', {}),
      (answer) => answer,
    );
    this.setData({ text: this.data.view?.text ?? '' });
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ text: changedText(event), problem: '', isSaved: false });
  },
  async save() {
    const { view, text, isSending } = this.data;
    if (!view || isSending) return;
    this.setData({ isSending: true, problem: '', isSaved: false });
    try {
      const saved = await command('case.saveSynonyms', { version: view.version, text });
      this.setData({ view: saved, text: saved.text, isSaved: true });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const [first] = Object.values(fieldSentences(error.fields));
      this.setData({ problem: first ?? sentenceFor(error) });
    } finally {
      this.setData({ isSending: false });
    }
  },
});
