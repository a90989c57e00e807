package dev.lanyard.msal;

import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;

/** Keeps nothing, for tokens that any process can have anew by itself. */
enum NoCache implements ITokenCacheAccessAspect {
    INSTANCE;

    @Override
    public void beforeCacheAccess(ITokenCacheAccessContext context) {}

    @Override
    public void afterCacheAccess(ITokenCacheAccessContext context) {}
}
