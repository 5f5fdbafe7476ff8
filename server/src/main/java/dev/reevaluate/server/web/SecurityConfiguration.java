package dev.reevaluate.server.web;

import dev.reevaluate.validation.OpenApiContract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may call, and what answers tell browsers and caches; without sessions, users, forms and cookies. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    // The pages are ours, their scripts and styles come from the jar, and they call nobody but this server
    private static final String CONSOLE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types 'none'";
    // The library writes styles into its elements
    private static final String API_PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

    /** The console, which anybody may see and keep; what it shows needs a key. */
    @Bean
    @Order(1)
    SecurityFilterChain console(HttpSecurity http) throws Exception {
        return page(http, CONSOLE, "/", "/console/**");
    }

    /** The API page, which anybody may see and keep. */
    @Bean
    @Order(1)
    SecurityFilterChain apiPage(HttpSecurity http) throws Exception {
        return page(http, API_PAGE, "/docs/**");
    }

    /** All else: the contract's paths need a key. */
    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http, OpenApiContract contract, ApiKeyAuthentication keys, WebProperties properties)
            throws Exception {
        RequestMatcher ofTheContract = request -> RoutePath.isOf(contract, request);
        AuthenticationEntryPointFailureHandler refusal = new AuthenticationEntryPointFailureHandler(keys);
        refusal.setRethrowAuthenticationServiceException(false);
        AuthenticationFilter filter = new AuthenticationFilter(keys, keys);
        filter.setRequestMatcher(ofTheContract);
        filter.setSuccessHandler((request, response, caller) -> {});
        filter.setFailureHandler(refusal);
        return stateless(http, DATA)
                .addFilter(new AllowedOrigins(properties.allowedOrigins()))
                .addFilterBefore(filter, AnonymousAuthenticationFilter.class)
                .exceptionHandling(handling -> handling.authenticationEntryPoint(keys))
                .authorizeHttpRequests(requests -> requests.requestMatchers(ofTheContract)
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .build();
    }

    /**
     * Lets each path through as it came: what Tomcat lets through, the contract's routes answer, and in the contract's words;
     * the key is asked for by the same reading of the path.
     */
    @Bean
    static HttpFirewall firewall() {
        return new HttpFirewall() {
            @Override
            public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
                return new FirewalledRequest(request) {
                    @Override
                    public void reset() {
                        // Nothing was changed
                    }
                };
            }

            @Override
            public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
                return response;
            }
        };
    }

    private static SecurityFilterChain page(HttpSecurity http, String contentSecurityPolicy, String... paths)
            throws Exception {
        return stateless(http.securityMatcher(paths), contentSecurityPolicy)
                .headers(headers -> headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable))
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http, String contentSecurityPolicy) throws Exception {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(contentSecurityPolicy))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
    }
}
