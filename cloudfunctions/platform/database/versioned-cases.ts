import type { Case } from '../../core/case/case';
import { versionedCollection } from './store';

/**
 * Cases as a command writes them. One file may import this (biome.json), so that whatever happens to a case is a
 * transition of core/case and stands in its history.
 */
export const versionedCases = versionedCollection<Case>('cases');
