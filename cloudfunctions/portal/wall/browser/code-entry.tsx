import { useState } from 'preact/hooks';
import type { PairAnswer } from '../../../contract/wall';
import { pair } from './link';

const DIGITS = 6;

/** The first thing on any computer: six digits from the office's phone. */
export function CodeEntry({
  hasEnded,
  onPaired,
}: {
  hasEnded: boolean;
  onPaired: (pairing: PairAnswer) => void;
}) {
  const [code, setCode] = useState('');
  const [said, setSaid] = useState(hasEnded ? '大屏已停用。请在手机上取新码。' : '');
  const [isBusy, setBusy] = useState(false);
  const enter = async (digits: string) => {
    setBusy(true);
    try {
      const pairing = await pair(digits);
      if (pairing) {
        onPaired(pairing);
        return;
      }
      setSaid('大屏码不正确或已失效。请在手机上取新码。');
    } catch {
      setSaid('网络未连接。请检查网络后重试。');
    }
    setCode('');
    setBusy(false);
  };
  const type = (value: string) => {
    const digits = value.replace(/\D/g, '').slice(0, DIGITS);
    setCode(digits);
    if (digits.length === DIGITS && !isBusy) void enter(digits);
  };
  return (
    <main class="entry">
      <h1 class="entry__name">四点对话 · 大屏</h1>
      <label class="entry__label" for="code">
        输入 6 位大屏码
      </label>
      <input
        id="code"
        class="entry__code"
        inputMode="numeric"
        autocomplete="off"
        autofocus
        value={code}
        disabled={isBusy}
        onInput={(event) => type(event.currentTarget.value)}
      />
      <p class="entry__said" role="alert">
        {said}
      </p>
      <p class="entry__hint">活动办公室在小程序“现场 → 大屏”取码，码 3 分钟内有效，只能用一次。</p>
    </main>
  );
}
