import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PairAnswer } from '../../../contract/wall';
import { CodeEntry } from './code-entry';
import { type Known, startFollowing } from './follower';
import { keepPairing, keptPairing } from './link';
import { keepAwake } from './wake';
import { WallScreen } from './wall-screen';

/** So long without an answer before the wall says anything: one lost question is no news. */
const QUIET_MS = 10_000;

function App() {
  const [pairing, setPairing] = useState<PairAnswer | null>(keptPairing);
  const [known, setKnown] = useState<Known | null>(null);
  const [silence, setSilence] = useState(0);
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => {
    if (!pairing) return undefined;
    return startFollowing(pairing, {
      onFresh: setKnown,
      onSilence: setSilence,
      onEnded() {
        keepPairing(null);
        setEnded(true);
        setKnown(null);
        setPairing(null);
      },
    });
  }, [pairing]);
  useEffect(() => keepAwake(), []);
  if (!pairing)
    return (
      <CodeEntry
        hasEnded={hasEnded}
        onPaired={(paired) => {
          keepPairing(paired);
          setEnded(false);
          setPairing(paired);
        }}
      />
    );
  if (!known) return <p class="waiting">{silence > 0 ? '网络未连接，正在重试' : '正在打开大屏'}</p>;
  return <WallScreen known={known} isCut={silence > QUIET_MS} />;
}

const root = document.getElementById('wall');
if (root) render(<App />, root);
