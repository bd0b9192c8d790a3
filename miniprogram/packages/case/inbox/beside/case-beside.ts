import { ask, command } from '../../../../api/client';
import { departmentNames } from '../../../../api/departments';
import { dropDraft, keepDraft, readDraft } from '../../../../api/draft';
import { serverNow } from '../../../../api/server-time';
import { sentenceFor } from '../../../../api/trouble';
import { CASE_LIMITS, OUTCOMES } from '../../../../shared/case';
import { changedText, dataText } from '../../../../shared/event';
import { openPage } from '../../../../shared/open-page';
import { commandOf } from '../../handle/command';
import { blankAction, isTyped, typedOf } from '../../handle/draft';
import { formOf, missingIn } from '../../handle/forms';
import { type HandleView, handleView } from '../../handle/view';

/** A promise needs its day and pictures their picker: those are written on the page of the case. */
const { promised: _promised, ...PLAIN } = OUTCOMES;
const OUTCOME_CHOICES = Object.entries(PLAIN).map(([key, label]) => ({ key, label }));

/** A case beside the list it was picked from, with the reply in the same view. Gives `change` when it was answered. */
Component({
  options: { styleIsolation: 'apply-shared' },
  properties: { caseId: { type: String, value: '' } },
  data: {
    view: null as HandleView | null,
    mayReply: false,
    draft: blankAction(),
    canned: [] as { id: string; title: string; text: string }[],
    outcomes: OUTCOME_CHOICES,
    problem: '',
    isSending: false,
    limits: CASE_LIMITS,
  },
  observers: {
    caseId() {
      this.load();
    },
  },
  methods: {
    async load() {
      const { caseId } = this.data;
      if (caseId === '') return;
      this.setData({ view: null, problem: '', canned: [] });
      try {
        const [{ data }, names] = await Promise.all([ask('case.get', { caseId }), departmentNames()]);
        // Another case was picked meanwhile.
        if (this.data.caseId !== caseId) return;
        const view = handleView(data, names, serverNow());
        const mayReply = data.actions.includes('draftReply');
        const draft = { ...blankAction(), ...readDraft(this.draftName(), isTyped) };
        this.setData({ view, mayReply, draft });
        if (mayReply && view.first.leadId !== '') await this.loadCanned(view.first.leadId);
      } catch (error) {
        this.setData({ problem: sentenceFor(error) });
      }
    },
    async loadCanned(departmentId: string) {
      const { data } = await ask('case.cannedAnswers', { departmentId });
      this.setData({ canned: data.answers });
    },
    draftName(): string {
      return `handle:${this.data.caseId}:draftReply`;
    },
    change(part: { text?: string; choice?: string }) {
      const draft = { ...this.data.draft, ...part };
      keepDraft(this.draftName(), typedOf(draft));
      this.setData({ draft, problem: '' });
    },
    type(event: WechatMiniprogram.CustomEvent) {
      this.change({ text: changedText(event) });
    },
    pickOutcome(event: WechatMiniprogram.CustomEvent) {
      this.change({ choice: changedText(event) });
    },
    useCanned(event: WechatMiniprogram.TouchEvent) {
      const answer = this.data.canned.find(({ id }) => id === dataText(event, 'id'));
      if (answer) this.change({ text: answer.text });
    },
    async reply() {
      const { draft, caseId, isSending } = this.data;
      const form = formOf('draftReply');
      if (!form || isSending) return;
      const problem = missingIn(form, draft, false);
      const target = { caseId, draftId: '', orderId: '', intoId: '', topicId: '', pictures: [], kept: [] };
      const given = problem === '' ? commandOf(form, draft, target, false) : null;
      if (!given) {
        this.setData({ problem: problem || '请先选办理结果' });
        return;
      }
      this.setData({ isSending: true, problem: '' });
      try {
        await command(given.action, given.input);
        dropDraft(this.draftName());
        this.triggerEvent('change', { value: caseId });
        await this.load();
      } catch (error) {
        this.setData({ problem: sentenceFor(error) });
      } finally {
        this.setData({ isSending: false });
      }
    },
    openPage() {
      openPage(`/packages/case/handle/handle?id=${this.data.caseId}`);
    },
    openCase(event: WechatMiniprogram.CustomEvent) {
      openPage(`/packages/case/handle/handle?id=${changedText(event)}`);
    },
  },
});
