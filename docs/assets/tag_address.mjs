// The address of a tag below that of a site, which stays.
export const tagAddress = (site, tag) => `${site}t/${tag}/`;
