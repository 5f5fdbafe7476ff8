package com.example;

class WireMockStubsTest extends WireMockCallerTest implements Answers {

    @Override
    public String url() {
        return STUBS.baseUrl();
    }
}
