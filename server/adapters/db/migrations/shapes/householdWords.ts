import { key, lookup, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** Words by which households are found, as keyed hashes: name, telephone, room, place. */
export const householdWords: TableLayout = {
  name: 'household_words',
  columns: { householdId: key(word(26)), company: word(32), word: key(lookup) },
  indices: [['company', 'word']],
}
