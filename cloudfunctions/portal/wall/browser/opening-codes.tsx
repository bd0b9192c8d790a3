import { openingWords } from '../../../../miniprogram/shared/check-code';
import type { WallState } from '../../../contract/wall';

/** One quiet line at the foot: whoever has the message on the phone compares while the hall fills. */
export function OpeningCodes({ openings }: { openings: WallState['openings'] }) {
  if (openings.length === 0) return null;
  return (
    <footer class="codes">
      开箱核对码
      {openings.map((opening) => (
        <span key={`${opening.number}.${opening.round}`} class="codes__one">
          {openingWords(opening)}
        </span>
      ))}
      <span class="whole">与手机和通知里的应该一样</span>
    </footer>
  );
}
