/**
 * The present way of counting: what of a response is counted, and what is kept beside the cells. A project whose counts
 * were made by an earlier one is counted anew when its store is opened: 1 brought sums per account, the composite of
 * `cxi` questions and the words of comments.
 */
export const presentCounting = 1;
