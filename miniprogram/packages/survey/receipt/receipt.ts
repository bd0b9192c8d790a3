import { checkReceipts } from '../../../api/receipt-check';
import { sentenceFor } from '../../../api/trouble';
import { changedText } from '../../../shared/event';
import { type FindingRow, findingRow } from './view';

Page({
  data: {
    text: '',
    rows: [] as FindingRow[],
    problem: '',
    isChecking: false,
  },
  type(event: WechatMiniprogram.CustomEvent) {
    this.setData({ text: changedText(event), rows: [], problem: '' });
  },
  async check() {
    const { text, isChecking } = this.data;
    if (isChecking || text.trim() === '') return;
    this.setData({ isChecking: true, problem: '', rows: [] });
    try {
      const checked = await checkReceipts(text);
      if (checked) this.setData({ rows: checked.map(findingRow) });
      else this.setData({ problem: '这不是一段完整的回执。请对方在“票不见了”里点“复制回执”，整段粘贴。' });
    } catch (error) {
      this.setData({ problem: sentenceFor(error) });
    } finally {
      this.setData({ isChecking: false });
    }
  },
});
