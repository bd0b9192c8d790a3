import { addDays, dayOf, instantOf } from '../rules/calendar';

/** The hours of the day between which phones may buzz, in Shanghai; the last one is not among them. */
export interface WakingHours {
  tellFromHour: number;
  tellUntilHour: number;
}

/** The first instant from `at` on that lies in waking hours. */
export function wakingAt(at: number, { tellFromHour, tellUntilHour }: WakingHours): number {
  const day = dayOf(at);
  const morning = instantOf(day, tellFromHour);
  if (at < morning) return morning;
  return at < instantOf(day, tellUntilHour) ? at : instantOf(addDays(day, 1), tellFromHour);
}
