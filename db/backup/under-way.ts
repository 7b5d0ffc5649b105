/** A table that is there while a restore is under way: what it brought may not be told yet. */
export const brokenOffMark = "restore_under_way";
