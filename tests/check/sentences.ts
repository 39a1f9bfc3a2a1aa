/** One sentence in several languages, for examples. */
export const EN = 'The town council approved the new budget after a long debate on Tuesday evening.';
export const UK = 'Міська рада затвердила новий бюджет після довгих дебатів у вівторок увечері.';
export const RU = 'Городской совет утвердил новый бюджет после долгих дебатов во вторник вечером.';
export const DE = 'Der Stadtrat genehmigte am Dienstagabend nach langer Debatte den neuen Haushalt.';
export const CS = 'Městská rada schválila v úterý večer po dlouhé debatě nový rozpočet města.';
