import type { DeskPerson, Output } from '../../../api/dto';
import { PERSON_KINDS, WISHES } from '../../../shared/labels';
import { DESK_ANSWERS } from '../../../shared/survey';
import { clockWords } from '../../../shared/time';
import type { Waiting } from './queue';

export interface PersonRow {
  id: string;
  name: string;
  unit: string;
  who: string;
  /** Empty while the person may be checked in. */
  done: string;
  spoken: string;
}

/** One person the desk has found. */
export function personRow(person: DeskPerson, waiting: readonly Waiting[]): PersonRow {
  const isWaiting = waiting.some(({ personId }) => personId === person.personId);
  const done =
    person.firstAt !== null ? `已签到 ${clockWords(person.firstAt)}` : isWaiting ? '已登记，待同步' : '';
  const wish = person.wish === null ? '没有预约' : `预约${WISHES[person.wish]}`;
  const who = [person.unit, PERSON_KINDS[person.kind], `尾号 ${person.numberEnd}`, wish].join(' · ');
  return {
    id: person.personId,
    name: person.name,
    unit: person.unit,
    who,
    done,
    spoken: [person.name, who, done].filter(Boolean).join('，'),
  };
}

export interface DoneRow {
  id: string;
  name: string;
  words: string;
  isGood: boolean;
}

/** What the server said of an entry; whom it did not find is named as the desk typed it. */
export function doneRow(
  result: Output<'hall.deskCheckIn'>['results'][number],
  entry: Waiting | undefined,
): DoneRow {
  const name = result.name || entry?.name || '';
  const words = DESK_ANSWERS[result.answer];
  return {
    id: result.entryId,
    name,
    words:
      result.answer === 'already' && result.firstAt !== null
        ? `${clockWords(result.firstAt)} ${words}`
        : words,
    isGood: result.answer === 'checked_in' || result.answer === 'already',
  };
}

/** The line under the count: what is safe, and what is still on this device. */
export function stateLine(waiting: number, isCut: boolean, canKeep: boolean, unsettled = 0): string {
  if (!canKeep && isCut)
    return waiting === 0
      ? '没有网络，存储空间也满了，现在不能登记。请清理微信的存储空间，或者换一台手机。'
      : `没有网络，${waiting} 人还没有发出，也没有存下。请不要关闭小程序，连上后自动同步。`;
  if (!canKeep && waiting === 0)
    return '全部已同步。存储空间已满，断网时存不下登记，请先清理微信的存储空间。';
  if (waiting === 0 && unsettled > 0 && !isCut) return `全部已同步，${unsettled} 人待核对`;
  if (waiting === 0) return isCut ? '没有网络，照常登记，会存在这台手机上' : '全部已同步';
  return isCut ? `没有网络，${waiting} 人已存在这台手机上，连上后自动同步` : `${waiting} 人待同步，正在发送`;
}

/** What nobody was found for can be entered as it is: a whole number or a booking code. */
export const isEnterable = (typed: string): boolean => /^[A-Za-z0-9-]{4,20}$/.test(typed);
