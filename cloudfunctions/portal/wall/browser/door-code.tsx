import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';
import { codeAt, opensWords } from '../../../../miniprogram/shared/hall';
import { pictureOf } from '../../../../miniprogram/view/qr';
import type { Known } from './follower';

/** What the door's code is made of. */
export interface Door {
  known: Known;
  elapsed: number;
}

/** The rotating code of the door with how to scan it and how many are in. `isSmall` once most have come. */
export function DoorCode({ door, isSmall }: { door: Door; isSmall: boolean }) {
  const { codes, opensInMs, state } = door.known.fresh;
  const code = codeAt(codes, door.elapsed);
  const opens = opensWords(opensInMs - door.elapsed);
  const text = code?.text ?? '';
  const picture = useMemo(() => (text === '' ? '' : pictureOf(encode(text, { ecc: 'M' }).data)), [text]);
  return (
    <aside class={`door ${isSmall ? 'door--small' : ''}`}>
      {picture ? (
        <img class="door__code" src={picture} alt="签到码" data-code={text} />
      ) : (
        <div class="door__code door__code--none">{opens || '请到签到台登记'}</div>
      )}
      {picture && !isSmall ? (
        <p class="door__how">
          {text.startsWith('https:') ? '微信扫一扫签到' : '微信打开“四点对话”，点“扫码签到”'}
        </p>
      ) : null}
      {code && !isSmall ? <p class="door__left">{Math.ceil(code.leftMs / 1000)} 秒后换新码</p> : null}
      <p class="door__count">
        <b>{state.checkedIn}</b> 人已签到
      </p>
    </aside>
  );
}
