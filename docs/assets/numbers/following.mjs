export const follow = () => null;
